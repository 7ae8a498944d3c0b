// Everything that can go wrong at the provider: it refuses, it's broken, or it takes its time.

import { formatRequest, receiveAnswer } from '../../src/course/check/request.ts'
import type { TargetAnswer } from '../../src/course/check/targets.ts'
import { signClaims } from './idTokens.ts'
import { json } from './otherProvider.ts'
import { expectRefused, expectSignedIn } from './outcomes.ts'
import { begin, comeBack, finish, giveCode, newPerson } from './signIns.ts'
import { newVisitor, type Site } from './visitor.ts'

const id = 'provider-error-breaks'
// They say whose fault it is.
const statuses = [502, 503, 504]

type Row = readonly [what: string, answer: TargetAnswer]

function rowsOf({ provider: { client }, tools: { fresh } }: Site): readonly Row[] {
  const html = { 'Content-Type': 'text/html' }
  const token = (value: unknown) => json({ access_token: fresh.word(), id_token: value })
  return [
    ['the status 500, and HTML', { status: 500, headers: html, body: '<h1>Oh no</h1>' }],
    ['the status 400, and invalid_grant', json({ error: 'invalid_grant' }, 400)],
    ['the status 200, and HTML', { status: 200, headers: html, body: '<h1>Welcome</h1>' }],
    ['JSON: null', json(null)],
    ['JSON without id_token', json({ access_token: fresh.word(), token_type: 'Bearer' })],
    ['an id_token that is a.b.c', token('a.b.c')],
    ['an id_token whose claims are null', token(signClaims(null, client.secret))],
    ['an id_token whose header is null', token(signClaims({}, client.secret, null))],
  ]
}

/** Comes back, and the provider has nothing good for the code. */
export async function breakProvider(site: Site): Promise<void> {
  const { fresh } = site.tools
  const unwatched = { ...site, send: site.sendUnwatched }
  for (const [what, answer] of fresh.shuffle(rowsOf(site))) {
    const person = newPerson(site)
    const visitor = newVisitor(unwatched)
    const signIn = await begin(site, visitor)
    const grant = giveCode(site, signIn, person, { respond: () => answer })
    const exchange = await finish(site, signIn, grant)
    const facts = { id, what: `the provider responds with ${what}`, person, statuses } as const
    await expectNoBreak(site, exchange, facts.what)
    await expectRefused(site, visitor, exchange, facts)
  }
  await sayNo(site)
  await breakDiscovery(site)
}

async function expectNoBreak(
  { tools }: Site, exchange: Awaited<ReturnType<typeof comeBack>>, what: string,
): Promise<void> {
  const { status } = exchange.answer
  if (status < 500 || statuses.includes(status)) return
  tools.fail(id, {
    exchange, mark: 'status', expected: `403: ${what}`, actual: String(status),
  })
}

// The person has said no at the provider, or somebody makes up what the provider says.
async function sayNo(site: Site): Promise<void> {
  const { fresh, fail } = site.tools
  const mark = fresh.word()
  const html = `"><img src=x onerror=${mark}>`
  const rows = [
    { error: 'access_denied', error_description: 'The user said no' },
    { error: html, error_description: html, error_uri: html }, {},
  ]
  for (const parameters of fresh.shuffle(rows)) {
    const person = newPerson(site)
    const visitor = newVisitor({ ...site, send: site.sendUnwatched })
    const { state } = await begin(site, visitor)
    const exchange = await comeBack(visitor, { ...parameters, state })
    const what = parameters.error === undefined ? 'no code and no error' : 'an error, and no code'
    await expectNoBreak(site, exchange, what)
    const isHtml = /html/i.test(exchange.answer.header('content-type') ?? '')
    if (isHtml && exchange.answer.text.includes(`<img src=x onerror=${mark}`)) {
      fail('not-escaped', {
        exchange, mark: 'body', expected: '&lt;img', actual: `<img src=x onerror=${mark}`,
      })
    }
    await expectRefused(site, visitor, exchange, { id, what, person, statuses })
  }
}

// A program that has read it before needn't read it again.
async function breakDiscovery(site: Site): Promise<void> {
  const { provider, tools: { fresh } } = site
  const broken = fresh.pick<TargetAnswer>([
    { status: 500, body: '<h1>Oh no</h1>' }, { status: 200, body: '<h1>Welcome</h1>' }, json({}),
    json(null),
  ])
  const visitor = newVisitor({ ...site, send: site.sendUnwatched })
  const exchange = await provider.whileDiscovery(() => broken, () => visitor.follow('/login/with'))
  await expectNoBreak(site, exchange, "discovery doesn't tell the endpoints")
}

/** The provider takes its time: meanwhile, the program has others to respond to. */
export async function waitForProvider(site: Site): Promise<void> {
  const { tools, port, connect } = site
  const person = newPerson(site)
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
  const signIn = await begin(site)
  const grant = giveCode(site, signIn, person, {
    wait() {
      ask()
      return released
    },
  })
  const finishing = finish(site, signIn, grant)
  // Its error is thrown below, when it's awaited.
  finishing.catch(() => {})
  await Promise.race([asked, finishing])
  const connection = await connect()
  const plan = { method: 'GET', target: '/login' }
  connection.write(formatRequest(plan, new URL(site.origin).host))
  const outcome = await receiveAnswer(connection, plan)
  release()
  if (!('answer' in outcome) && grant.problem === undefined) {
    return tools.fail(id, {
      exchange: connection, expected: `a response to GET /login on port ${port}`,
      actual: 'Not while the provider takes its time over the ID token of somebody else',
    })
  }
  const { visitor } = signIn
  await expectSignedIn(site, { visitor, exchange: await finishing, grant, email: person.email })
}

/** Nobody can reach the provider any longer. */
export async function closeProvider(site: Site): Promise<void> {
  const visitor = newVisitor({ ...site, send: site.sendUnwatched })
  const signIn = await begin(site, visitor)
  const person = newPerson(site)
  const grant = giveCode(site, signIn, person)
  site.provider.close()
  const what = 'the provider refuses connections'
  const exchange = await comeBack(visitor, { code: grant.code, state: signIn.state })
  await expectNoBreak(site, exchange, what)
  await expectRefused(site, visitor, exchange, { id, what, person, statuses })
  const again = await newVisitor({ ...site, send: site.sendUnwatched }).follow('/login/with')
  await expectNoBreak(site, again, what)
}
