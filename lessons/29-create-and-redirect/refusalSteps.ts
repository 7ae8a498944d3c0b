// Requests that make no link: bodies that can't be read, targets that aren't web addresses, and
// methods that a path doesn't have.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { postLink, targetOf } from './client.ts'
import { expectRow, make, readRows } from './expectations.ts'
import type { FirstTools } from './findings.ts'

// More than the lesson allows; a program may have a lower limit.
const tooManyBytes = 65_536

/** Sends what must be refused, and looks into the file for links that were made all the same. */
export async function refuseTargets(tools: FirstTools): Promise<void> {
  const { fresh, fail } = tools
  expectRow(tools, await make(tools, targetOf(fresh)))
  const before = readRows(tools).length
  const good = JSON.stringify({ target: targetOf(fresh) })
  const word = fresh.word()
  const targets = [
    undefined, null, 7, true, '', ' ', word, `/${word}`, `//${word}.example/`, `${word}.example/a`,
    `www.${word}.example`, 'http://', 'https://?', `https//${word}.example`,
    [`https://${word}.example/`], { href: `https://${word}.example/` },
    `mailto:${word}@example.com`, `ftp://${word}.example/a`,
  ]
  for (const target of targets) {
    expectRefusal(tools, await postLink(tools, { target }), [422, 400])
  }
  for (const body of ['null', '[]', '7', `"https://${word}.example/"`]) {
    expectRefusal(tools, await postLink(tools, body), [422, 400])
  }
  const latin1 = Buffer.from(`{"target":"https://${word}.example/gr\xfcn"}`, 'latin1')
  for (const body of ['', '{"target": ', `${good} x`, latin1]) {
    expectRefusal(tools, await postLink(tools, body), [400], 'bad-body-accepted')
  }
  for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
    const headers = [['Content-Type', type]] as const
    const exchange = await tools.send({ method: 'POST', target: '/api/links', body: good, headers })
    expectRefusal(tools, exchange, [415], 'bad-body-accepted')
  }
  const large = { target: `https://${word}.example/${'x'.repeat(tooManyBytes)}` }
  expectRefusal(tools, await postLink(tools, large), [413], 'bad-body-accepted')
  const after = readRows(tools).length
  if (after !== before) {
    const [expected, actual] = [`${before} rows, as before`, `${after} rows`]
    return fail('stored-after-refusal', { expected, actual })
  }
  await expectAccepted(tools)
}

function expectRefusal(
  { fail }: FirstTools, exchange: HttpExchange, expected: readonly number[],
  accepted: 'bad-target-accepted' | 'bad-body-accepted' = 'bad-target-accepted',
): void {
  const { status } = exchange.answer
  if (expected.includes(status)) return
  const id = status < 400 ? accepted : 'wrong-refusal'
  fail(status < 500 ? id : 'server-blamed', {
    exchange, mark: 'status', expected: expected.join(' or '), actual: String(status),
  })
}

// A type with a parameter, and members that this lesson doesn't know.
async function expectAccepted(tools: FirstTools): Promise<void> {
  const target = targetOf(tools.fresh)
  const exchange = await tools.send({
    method: 'POST', target: '/api/links', body: JSON.stringify({ extra: [1], target }),
    headers: [['Content-Type', 'Application/JSON; charset=utf-8']],
  })
  if (exchange.answer.status === 201) return
  tools.fail('good-body-refused', {
    exchange, mark: 'status', expected: '201', actual: String(exchange.answer.status),
  })
}

/** Sends methods that the paths don't have. */
export async function refuseMethods(tools: FirstTools): Promise<void> {
  const { slug } = await make(tools, targetOf(tools.fresh))
  const rows: [method: string, target: string, allowed: string][] = [
    ['PUT', '/api/links', 'POST'], ['POST', `/api/links/${slug}`, 'GET'],
    ['PATCH', `/${slug}`, 'GET'],
  ]
  for (const [method, target, allowed] of rows) {
    const exchange = await tools.send({ method, target })
    const { status } = exchange.answer
    const allow = exchange.answer.header('allow') ?? ''
    const listed = allow.split(',').map((each) => each.trim())
    if (status === 405 && listed.includes(allowed) && !listed.includes(method)) continue
    return tools.fail('not-405', {
      exchange, mark: status === 405 ? 'head' : 'status',
      expected: `405, and Allow with ${allowed}`, actual: `${status}, ${allow || 'no Allow'}`,
    })
  }
}
