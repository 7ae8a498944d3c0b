// Puts up notices, reads and removes them, and then sends what strangers send to every server.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { refuseBodies } from './bodySteps.ts'
import {
  draftOf, expectNoBody, expectOnce, expectProblem, expectStatus, isDraft, isLibraryRefusal,
  isNotice, list, postHead, putUp, told, type BoardTools, type Draft,
} from './board.ts'
import { findings } from './findings.ts'
import { compareIds } from './idSteps.ts'

const secret = '/etc/secrets'

export const check = defineCheck({
  findings,
  steps: [
    step('Notices are put up, read and removed', useBoard),
    step('The page shows all notices, escaped', readPage),
    step('What is not there gets a 404', refusePaths),
    step('Another method gets a 405', refuseMethods),
    step('HEAD gets what GET would get', askForHeads),
    step('Only notices are put up', refuseBodies, { deadlineMs: 10_000 }),
    step('A bug gets a 500 that tells nothing', meetBug),
    step('Strange requests and lost clients change nothing', surviveStrangers),
    step('Every response has an id of its own', compareIds),
  ],
})

async function useBoard(tools: BoardTools): Promise<void> {
  const { send, fail, fresh } = tools
  const [first, second] = [draftOf(fresh), draftOf(fresh)]
  const [{ path, notice }, other] = [await putUp(tools, first), await putUp(tools, second)]
  for (const each of [notice, other.notice]) await expectOnce(tools, each)
  const queried = await send({ target: `/api/notices?sort=%2F&${fresh.word()}=/?` })
  expectStatus(tools, queried, { status: 200, id: 'query-in-the-path' })
  const removed = await send({ method: 'DELETE', target: path })
  expectStatus(tools, removed, { status: [200, 202, 204], id: 'route-missing' })
  if (removed.answer.status === 204) expectNoBody(tools, removed, 'body-after-204')
  const gone = await send({ target: path })
  if (gone.answer.status === 200) {
    const actual = 'the status 200 for the removed notice'
    return fail('not-removed', { exchange: gone, mark: 'status', expected: '404', actual })
  }
  const again = await send({ method: 'DELETE', target: path })
  for (const exchange of [gone, again]) {
    expectStatus(tools, exchange, { status: [404, 410], id: 'missing-404' })
  }
  await putUp(tools, draftOf(fresh))
  const kept = await send({ target: other.path })
  const isKept = kept.answer.status === 200 && isNotice(kept.answer.json(), second)
  if (!isKept) {
    return fail('bystander-changed', {
      exchange: kept, mark: 'body', expected: `still ${JSON.stringify(second)}`,
      actual: told(kept),
    })
  }
  const after = await list(tools)
  if (after.some((each) => isNotice(each, first))) {
    return fail('not-removed', {
      expected: `a list without ${JSON.stringify(first)}`, actual: 'the list has it',
    })
  }
  if (after.some((each) => isNotice(each, second))) return
  fail('bystander-changed', {
    expected: `the list still has ${JSON.stringify(second)}`, actual: "the list doesn't have it",
  })
}

async function readPage(tools: BoardTools): Promise<void> {
  const { send, fail, fresh } = tools
  const empty = await send({ target: '/' })
  expectStatus(tools, empty, { status: 200, id: 'route-missing' })
  const type = empty.answer.header('content-type') ?? ''
  if (!/^text\/html\b/i.test(type)) {
    return fail('not-a-page', {
      exchange: empty, mark: 'header content-type', expected: 'text/html; charset=utf-8',
      actual: type || 'no Content-Type',
    })
  }
  const drafts = [draftOf(fresh), draftOf(fresh)]
  for (const draft of drafts) await putUp(tools, draft)
  const earlier = (await list(tools)).filter(isDraft)
  const exchange = await send({ target: '/' })
  const { text } = exchange.answer
  // Tags such as <br> may be between the words of a text.
  const shown = [text, text.replace(/<[^>]*>/g, ' ')].map((each) => wordsOf(unescape(each)))
  for (const draft of [...drafts, ...earlier]) {
    const start = findMarkup(text, draft)
    if (start !== -1) {
      return fail('unescaped', {
        exchange, expected: 'each < as &lt;, each " as &quot;, and so on',
        actual: text.slice(start, start + 80),
      })
    }
    const missing = [draft.title, draft.text].find((each) =>
      !shown.some((words) => words.includes(wordsOf(each))))
    if (missing === undefined) continue
    return fail('notice-not-shown', {
      exchange, mark: 'body', expected: `the page shows: ${missing.trim()}`,
      actual: `the page shows: ${shown.map((words) => words.slice(0, 200)).at(-1)}`,
    })
  }
}

// Finds text of the notice as a tag, beyond the end of an attribute, or in one without quotes.
function findMarkup(page: string, draft: Draft): number {
  const [tag = ''] = /<b>.*?<\/b>/.exec(draft.title) ?? []
  const [script = ''] = /<script>.*?<\/script>/.exec(draft.text) ?? []
  const places = [page.indexOf(tag), page.indexOf(script),
    page.search(/="[^"<>]*Zoë "Z"|='[^'<>]*Zoë (?:"|&\w+;)Z(?:"|&\w+;) O'Neil/)]
  const isOutside = (start: string) => start.replace(/"[^"]*"|'[^']*'/g, '').includes('Zoë')
  const unquoted = (page.match(/<[a-z](?:"[^"]*"|'[^']*'|[^"'<>])*>/gi) ?? []).find(isOutside)
  if (unquoted !== undefined) places.push(page.indexOf(unquoted))
  return places.find((place) => place !== -1) ?? -1
}

function wordsOf(text: string): string {
  return text.trim().split(/\s+/).join(' ')
}

function unescape(text: string): string {
  const characters: Readonly<Record<string, string>> = {
    lt: '<', gt: '>', quot: '"', apos: "'", amp: '&',
  }
  return text.replace(/&(?:(lt|gt|quot|apos|amp)|#(\d{1,6})|#x([\da-f]{1,6}));/gi,
    (whole, name, decimal, hex) => {
      if (name !== undefined) return characters[name.toLowerCase()] ?? whole
      return String.fromCodePoint(decimal === undefined ? parseInt(hex, 16) : Number(decimal))
    })
}

async function refusePaths(tools: BoardTools): Promise<void> {
  const { send, fresh } = tools
  const word = fresh.word()
  const { path } = await putUp(tools, draftOf(fresh))
  const odd = [
    `${path}e0`, `${path}.0`, `${path}${word}`, `${path}%20`, `/api/notices/${word}`,
    '/api/notices/-1', '/api/notices/__proto__', '/api/notices/constructor',
  ]
  for (const target of [
    `/${word}`, `/api/${word}`, '/api', '/api/notices/0', '/api/notices/999999999',
    `${path}/${word}`, ...odd,
  ]) {
    const exchange = await send({ target })
    // Something else than a number can count as a mistake in the request, too.
    const isOdd = odd.includes(target)
    expectStatus(tools, exchange, { status: isOdd ? [404, 400] : 404, id: 'missing-404' })
    expectProblem(tools, exchange)
  }
}

async function refuseMethods(tools: BoardTools): Promise<void> {
  const { path } = await putUp(tools, draftOf(tools.fresh))
  const rows: [method: string, target: string, allowed: readonly string[]][] = [
    ['PUT', '/api/notices', ['GET', 'POST']], ['DELETE', '/api/notices', ['GET', 'POST']],
    ['POST', path, ['GET', 'DELETE']], ['PATCH', path, ['GET', 'DELETE']], ['POST', '/', ['GET']],
  ]
  for (const [method, target, allowed] of rows) {
    const exchange = await tools.send({ method, target })
    expectStatus(tools, exchange, { status: 405, id: 'missing-405' })
    const allow = exchange.answer.header('allow') ?? ''
    const listed = allow.split(',').map((each) => each.trim())
    const isGood = allowed.every((each) => listed.includes(each)) && !listed.includes(method)
    if (!isGood) {
      const mark = 'header allow'
      tools.fail('no-allow', {
        exchange, mark, expected: allowed.join(', '), actual: allow || 'no Allow',
      })
    }
    expectProblem(tools, exchange)
  }
  const kept = await tools.send({ target: path })
  if (kept.answer.status === 200) return
  tools.fail('bystander-changed', {
    exchange: kept, expected: 'the notice, as before the 405s', actual: told(kept),
  })
}

async function askForHeads(tools: BoardTools): Promise<void> {
  const { path } = await putUp(tools, draftOf(tools.fresh))
  for (const target of ['/', '/api/notices', path]) {
    for (const headers of [[], [['Range', 'bytes=0-0']]] as const) {
      const exchange = await tools.send({ method: 'HEAD', target, headers })
      expectStatus(tools, exchange, { status: 200, id: 'head-differs' })
      expectNoBody(tools, exchange, 'head-has-body')
    }
  }
  const missing = await tools.send({ method: 'HEAD', target: '/api/notices/0' })
  expectStatus(tools, missing, { status: 404, id: 'head-differs' })
}

async function meetBug(tools: BoardTools): Promise<void> {
  const exchange = await tools.send({ target: '/broken' })
  expectStatus(tools, exchange, { status: 500, id: 'bug-not-a-500' })
  const { answer } = exchange
  const words = [answer.reason, answer.text, ...answer.fields.map(({ value }) => value)]
  const found = words.find((each) => each.includes(secret) || each.includes('Cannot read'))
  if (found !== undefined) {
    const actual = found.slice(0, 200)
    return tools.fail('bug-told', { exchange, expected: 'no word of the message', actual })
  }
  expectProblem(tools, exchange)
}

async function surviveStrangers(tools: BoardTools): Promise<void> {
  const before = await list(tools)
  for (const target of [
    '//', '/%zz', '/%', '/%c0%80', '/api/notices/%zz', '/api/notices/%', '/api//notices', '/%00',
    '/?%zz', '/api/notices/..%2f..%2fetc',
  ]) {
    const exchange = await tools.send({ target })
    if (exchange.answer.status >= 500) {
      const actual = String(exchange.answer.status)
      return tools.fail('strange-path-500', {
        exchange, mark: 'status', expected: '400 or 404', actual,
      })
    }
    if (exchange.answer.status < 400 || isLibraryRefusal(tools, exchange)) continue
    expectProblem(tools, exchange)
  }
  await leaveEarly(tools)
  const after = await list(tools)
  if (after.length !== before.length) {
    return tools.fail('stored-after-refusal', {
      expected: `${before.length} notices, as before`, actual: `${after.length} notices`,
    })
  }
  await putUp(tools, draftOf(tools.fresh))
}

// Two clients break off: one in the middle of its body, one before it has read the response.
async function leaveEarly({ connect, fresh }: BoardTools): Promise<void> {
  const unfinished = await connect()
  unfinished.write(`${postHead}Content-Length: 500\r\n\r\n${JSON.stringify(draftOf(fresh))}`)
  await unfinished.untilRead()
  unfinished.reset()
  const unread = await connect()
  unread.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  unread.reset()
  await unread.untilRead()
}
