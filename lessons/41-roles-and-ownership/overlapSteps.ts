// The step about requests that overlap: while the body of one is on its way, somebody else asks.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { overOneConnection } from '../../src/course/check/oneConnection.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { formatRequest, receiveAnswer } from '../../src/course/check/request.ts'
import { readHtml } from '../19-html-without-xss/readHtml.ts'
import { isSameUrl, targetOf } from '../29-create-and-redirect/client.ts'
import { findForm } from '../37-csrf/forms.ts'
import { userPath } from './adminSteps.ts'
import {
  newAdmin, newPerson, ownLink, pathOf, readRow, readUser, type Person, type RoleTools,
} from './people.ts'

// How long the program has to sleep before we take it for waiting.
const waitsMs = 5
const form = '/links'

/** Sends requests of a user, the last bytes after requests of an administrator. */
export async function overlap(tools: RoleTools): Promise<void> {
  const people = await overOneConnection(tools, makePeople)
  const { ann, admin, link } = people
  const requests = requestsOf(tools, people)
  const begun = await begin(tools, ann, requests.map(({ plan }) => plan))
  // A program that serves one connection at a time gets to these later.
  const { target } = newFields(tools)
  const between = [
    ...await begin(tools, ann, [['PATCH', pathOf(link), { target }]]),
    ...await begin(tools, admin, [
      ['POST', '/api/links', newFields(tools)], ['PATCH', pathOf(link), {}],
      ['PATCH', userPath(ann), { isDisabled: false }], ['POST', form, newFields(tools)],
    ]),
  ]
  for (const { connection, rest } of between) connection.write(rest)
  await between.at(-1)?.connection.untilRead(waitsMs)
  for (const [index, { isRight }] of requests.entries()) {
    const exchange = await finish(tools, begun[index])
    if (exchange === undefined || isRight(exchange)) continue
    return tools.fail('users-mixed', {
      exchange, mark: 'status', expected: `what user ${ann.id} may do, who sent it`,
      actual: `user ${admin.id}, an administrator, asked before its last byte came`,
    })
  }
  const [moved] = between
  const exchange = await finish(tools, moved && { ...moved, rest: new Uint8Array() })
  for (const { connection } of between) connection.destroy()
  const actual = String(readRow(tools, link.slug)?.target)
  if (isSameUrl(actual, target)) return
  tools.fail('rest-lost', {
    exchange, expected: `${target}: the other PATCH, whose body came later, named the note`, actual,
  })
}

type People = Awaited<ReturnType<typeof makePeople>>

function requestsOf(tools: RoleTools, { ann, link, hidden }: People): readonly Request[] {
  const [made, typed] = [newFields(tools), newFields(tools)]
  const isHers = ({ slug }: typeof made) => (readRow(tools, slug)?.user ?? ann.id) === ann.id
  return [
    { plan: ['POST', '/api/links', made], isRight: () => isHers(made) },
    { plan: ['PATCH', pathOf(link), { note: '' }], isRight: isLetIn },
    {
      plan: ['PATCH', userPath(ann), { role: 'admin' }],
      isRight: () => readUser(tools, ann.account)?.role === 'user',
    },
    {
      plan: ['POST', form, { ...hidden, ...typed }],
      isRight: (exchange) => isHers(typed) && (hidden === undefined || isLetIn(exchange)),
    },
  ]
}

type Plan = readonly [method: string, target: string, fields: object]

type Request = { plan: Plan; isRight(exchange: HttpExchange): boolean }

function isLetIn({ answer }: HttpExchange): boolean {
  return ![401, 403, 404].includes(answer.status)
}

async function makePeople(tools: RoleTools) {
  const [ann, admin] = [await newPerson(tools), await newAdmin(tools)]
  const { answer } = await ann.browser.send({ target: '/' })
  const hidden = findForm(readHtml(answer.text), form, '/')?.hidden
  return {
    ann, admin, link: await ownLink(tools, ann), hidden: hidden && Object.fromEntries(hidden),
  }
}

function newFields({ fresh }: RoleTools) {
  return { slug: `${fresh.word()}-${fresh.word()}`, target: targetOf(fresh) }
}

type Begun = { connection: RawConnection; method: string; rest: Uint8Array }

// Writes all but the last byte of each, and lets the program read that.
async function begin(
  { connect, port }: RoleTools, { browser }: Person, plans: readonly Plan[],
): Promise<Begun[]> {
  const begun: Begun[] = []
  for (const [method, target, fields] of plans) {
    const [type, body] = target === form
      ? ['application/x-www-form-urlencoded', String(new URLSearchParams(Object.entries(fields)))]
      : ['application/json', JSON.stringify(fields)]
    const headers = [
      ['Cookie', browser.jar.header(target) ?? ''], ['Content-Type', type],
      ['Origin', `http://localhost:${port}`], ['Sec-Fetch-Site', 'same-origin'],
    ] as const
    const bytes = formatRequest({ method, target, headers, body }, `localhost:${port}`)
    const connection = await connect()
    connection.write(bytes.subarray(0, -1))
    begun.push({ connection, method, rest: bytes.subarray(-1) })
  }
  await begun.at(-1)?.connection.untilRead(waitsMs)
  return begun
}

async function finish(
  { fail }: RoleTools, begun: Begun | undefined,
): Promise<HttpExchange | undefined> {
  if (begun === undefined) return undefined
  const { connection, method, rest } = begun
  connection.write(rest)
  const outcome = await receiveAnswer(connection, { method })
  if (!('answer' in outcome)) return fail(outcome.id, { exchange: connection, ...outcome })
  const exchange = { turns: connection.turns, request: '', answer: outcome.answer }
  if (exchange.answer.status < 500) return exchange
  return fail('server-blamed', { exchange, mark: 'status', expected: 'a status below 500' })
}
