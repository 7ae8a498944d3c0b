// Steps: whose the links are that programs make, and credentials over plain HTTP.

import type { ServerCopy } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { overOneConnection } from '../../src/course/check/oneConnection.ts'
import { postLink, readMade, targetOf } from '../29-create-and-redirect/client.ts'
import {
  isSuccess, newBrowser, readList, register, sendJson, type Account, type Headers,
} from '../35-passwords/client.ts'
import {
  basic, bearer, expectNoStore, makeKey, readKey, watch, type Id, type KeyTools,
} from './programs.ts'

const me = '/api/users/me'

type Made = { slug: string; note: string }

type Listing = readonly [headers: Headers, links: readonly Made[]]

/** Makes links of two users, and lists them at once: the requests meet in the program. */
export async function ownLinks(tools: KeyTools): Promise<void> {
  const listings = await overOneConnection(tools, (kept) =>
    makeLinks({ ...kept, send: watch(kept, kept.send) }))
  const send = watch(tools, tools.send)
  const exchanges = await tools.together(() => Promise.all(listings.map(async ([headers, links]) =>
    [await send({ target: '/api/links', headers }), links] as const)))
  for (const [exchange, links] of exchanges) expectList(tools, exchange, links)
  await sendOldCookie({ ...tools, send })
}

// A browser whose session has ended is a stranger, and strangers may make links.
async function sendOldCookie(tools: KeyTools): Promise<void> {
  const { fail, fresh, port, query } = tools
  const { browser } = await newBrowser(tools)
  const cookie = browser.jar.header('/api/links') ?? ''
  await browser.send({ method: 'DELETE', target: '/api/sessions/current' })
  const target = `${targetOf(fresh)}&by=${fresh.word()}`
  const exchange = await postLink(tools, { target }, [
    ['Cookie', cookie], ['Origin', `http://localhost:${port}`], ['Sec-Fetch-Site', 'same-origin'],
  ])
  const [row] = query('select user from links where target = ?', target)
  if (row?.['user'] === null) return
  fail('old-cookie-refused', {
    exchange, mark: 'status', expected: '201, and user is null in the row',
    ...(row && { actual: `user is ${String(row['user'])}` }),
  })
}

// With a cookie, a key and Basic, and others of a second user and of nobody.
async function makeLinks(tools: KeyTools): Promise<readonly Listing[]> {
  const { fresh } = tools
  const [ann, bob] = [await newBrowser(tools), await newBrowser(tools)]
  const key = await makeKey(tools, ann.browser, { scopes: ['links:read', 'links:write'] })
  const fields = () => ({
    target: targetOf(fresh), note: `${fresh.word()} "${fresh.foreignText()}" <${fresh.word()}>`,
  })
  const make = async (account: Account, headers: Headers, id: Id) => {
    const { note, target } = fields()
    return expectOwn(tools, account, { note, id,
      exchange: await postLink(tools, { target, note }, headers) })
  }
  const { target, note } = fields()
  const byCookie = expectOwn(tools, ann.account, { note, id: 'not-theirs',
    exchange: await ann.browser.sendJson('POST', '/api/links', { target, note }) })
  const foreign = await make(bob.account, basic(bob.account), 'basic-refused')
  await postLink(tools, fields())
  const byKey = await make(ann.account, bearer(key), 'key-refused')
  const byBasic = await make(ann.account, basic(ann.account), 'basic-refused')
  const links = [byBasic, byKey, byCookie]
  await expectOwnKeys(tools, bob, key.name)
  const cookie = ann.browser.jar.header('/api/links') ?? ''
  return [
    [basic(ann.account), links], [basic(bob.account), [foreign]], [bearer(key), links],
    [[['Cookie', cookie]], links],
  ]
}

function expectOwn(
  tools: KeyTools, { email }: Account,
  { exchange, note, id }: { exchange: HttpExchange; note: string; id: Id },
): Made {
  const { fail, query } = tools
  const made = readMade(exchange)
  if (made === undefined) {
    const refused = isSuccess(exchange) ? 'not-theirs' : id
    return fail(refused, { exchange, mark: 'status', expected: '201, and the link' })
  }
  const [row] = query(`select users.email from links left join users on users.id = links.user
    where slug = ?`, made.slug.toLowerCase())
  if (row?.['email'] !== email) {
    return fail('not-theirs', {
      exchange, expected: `user is the id of ${email}`,
      actual: row?.['email'] === null ? 'user is null' : `it's ${String(row?.['email'])}`,
    })
  }
  expectNoStore(tools, exchange)
  return { slug: made.slug, note }
}

function expectList(tools: KeyTools, exchange: HttpExchange, links: readonly Made[]): void {
  const listed = readList(exchange, 'links').map(({ slug, note }) => ({ slug, note }))
  const [actual, expected] = [JSON.stringify(listed), JSON.stringify(links)]
  const other = listed.find(({ slug }) => !links.some((link) => link.slug === slug))
  if (other !== undefined) return tools.fail('list-mixed', { exchange, expected, actual })
  if (actual !== expected) return tools.fail('not-in-list', { exchange, expected, actual })
  expectNoStore(tools, exchange)
}

async function expectOwnKeys(
  { fail }: KeyTools, { browser }: Awaited<ReturnType<typeof newBrowser>>, foreign: string,
): Promise<void> {
  const exchange = await browser.send({ target: '/api/keys' })
  if (!exchange.answer.text.includes(foreign)) return
  fail('list-mixed', { exchange, expected: 'only keys of this user', actual: foreign })
}

/** Sends credentials where everybody on the way can read them, and where nobody can. */
export async function refusePlainHttp(tools: KeyTools): Promise<void> {
  const { fresh } = tools
  const account = await register(tools)
  const name = `${fresh.word()} ${fresh.word()}`
  const scopes = ['links:read', 'links:write', 'account']
  const made = await sendJson(tools, 'POST', '/api/keys', { name, scopes }, basic(account))
  const key = readKey(tools, name, made)
  const ways = [['basic-refused', basic(account)], ['key-refused', bearer(key)]] as const
  const plain = await tools.startCopy({ PUBLIC_ORIGIN: `http://${fresh.word()}.example` })
  for (const [, headers] of ways) {
    await expectRefusal(tools, plain, headers)
    await expectRefusal(tools, plain, [['X-Forwarded-Proto', 'https'], ...headers])
  }
  const secure = await tools.startCopy({
    PUBLIC_ORIGIN: `https://${fresh.word()}.example`, TRUSTED_HOPS: '1',
  })
  const proxy = [['X-Forwarded-For', '192.0.2.7'], ['X-Forwarded-Proto', 'https']] as const
  for (const [id, headers] of ways) {
    const send = watch(tools, secure.send)
    const exchange = await send({ target: me, headers: [...proxy, ...headers] })
    if (isSuccess(exchange)) continue
    return tools.fail(id, { exchange, mark: 'status', expected: '200: the address is https' })
  }
}

async function expectRefusal(tools: KeyTools, copy: ServerCopy, headers: Headers): Promise<void> {
  const { fail, fresh, query } = tools
  const send = watch(tools, copy.send)
  const target = `${targetOf(fresh)}&by=${fresh.word()}`
  for (const exchange of [
    await send({ target: me, headers }), await postLink({ send }, { target }, headers),
  ]) {
    if (!isSuccess(exchange)) continue
    return fail('plain-http-accepted', { exchange, mark: 'status', expected: '403' })
  }
  if (query('select 1 from links where target = ?', target).length === 0) return
  fail('plain-http-accepted', { expected: 'no link', actual: 'a link was made' })
}
