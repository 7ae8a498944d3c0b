// The check is the server: it says what it wants, records what arrives, and compares.

import { isDeepStrictEqual } from 'node:util'
import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { ProgramRun } from '../../src/course/check/program.ts'
import type { ServedRequest } from '../../src/course/check/targets.ts'
import { findings } from './findings.ts'

type Id = keyof typeof findings
type Tasks = { search: string; user: object; link: number; token: string }
type Visit = Pick<Tools<Id>, 'fail'> & {
  requests: readonly ServedRequest[]
  run: ProgramRun
  tasks: Tasks
}

export const check = defineCheck({
  kind: 'client',
  findings,
  steps: [
    step('Asks what is to be sent, and sends it', async ({ fresh, run, serveHttp, fail }) => {
      const tasks = {
        search: `${fresh.word()} & ${fresh.word()}+${fresh.integer(2, 9)} ${fresh.foreignText()}`,
        user: { name: fresh.name(), city: fresh.word() },
        link: fresh.integer(10, 999),
        token: `${fresh.word()}${fresh.word()}`,
      }
      const server = await serveHttp()
      const headers = { 'Content-Type': 'application/json' }
      server.answer(({ target }) =>
        ({ status: 200, headers, body: target === '/tasks' ? JSON.stringify(tasks) : '{}' }))
      const ended = await run({ args: [server.origin] })
      const visit = { fail, requests: server.requests, run: ended, tasks }
      judgeTasks(visit)
      judgeSearch(visit)
      judgeUser(visit)
      find(visit, 'DELETE', `/links/${tasks.link}`)
      judgeToken(visit)
      if (ended.exitCode !== 0) {
        const code = `the code ${ended.exitCode ?? 'unknown'}`
        const actual = ended.hasTimedOut ? 'it was still running after 3 seconds' : code
        return fail('wrong-end', { expected: 'the code 0', actual })
      }
    }),
  ],
})

function judgeTasks({ fail, requests, run }: Visit): void {
  if (requests.some(({ target }) => target === '/tasks')) return
  if (hasCrashed(run)) fail('crashed', { expected: 'GET /tasks', actual: errorOf(run) })
  fail('tasks-not-read', {
    expected: 'GET /tasks', actual: requests.map(titleOf).join(', ') || 'no request at all',
  })
}

function judgeSearch(visit: Visit): void {
  const { fail, tasks } = visit
  const search = find(visit, 'GET', '/books')
  const { target, text } = search
  if (text !== '') return fail('get-with-a-body', tell(search, text))
  const query = new URLSearchParams(target.split('?').slice(1).join('?'))
  const [[name, word] = []] = query
  const evidence = { ...tell(search, target), expected: `search: ${tasks.search}` }
  if (word === undefined) return fail('query-missing', { ...evidence, actual: 'no query' })
  if (!query.has('search')) {
    return fail('wrong-parameter', { ...evidence, actual: `${name}: ${word}` })
  }
  const came = query.get('search')
  if (came !== tasks.search) {
    fail(changeOf(came ?? '', tasks.search), { ...evidence, actual: `search: ${came}` })
  }
}

// A value that was not encoded begins well, up to the first sign that means something else.
function changeOf(came: string, search: string): Id {
  const [begin = ''] = search.split('&')
  if (came.startsWith(begin.trim())) {
    return came.includes('%20%26') ? 'encoded-twice' : 'value-not-encoded'
  }
  return 'another-word'
}

function judgeUser(visit: Visit): void {
  const { fail, tasks } = visit
  const request = find(visit, 'POST', '/users')
  const { text } = request
  const type = request.header('content-type') ?? 'no Content-Type'
  const typeEvidence = { ...tell(request, type), expected: 'application/json', actual: type }
  const bodyEvidence = {
    ...tell(request, text), expected: JSON.stringify(tasks.user), actual: text || 'an empty body',
  }
  if (text.includes('[object ')) return fail('object-as-text', bodyEvidence)
  if (/urlencoded|form-data/i.test(type) || /^name=/.test(text)) {
    return fail('form-instead-of-json', typeEvidence)
  }
  const value = request.json()
  const isJson = typeof value === 'object' && value !== null
  if (isJson && !/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    return fail('json-without-its-type', typeEvidence)
  }
  if (!isDeepStrictEqual(value, tasks.user)) return fail('wrong-body', bodyEvidence)
}

function judgeToken(visit: Visit): void {
  const request = find(visit, 'GET', '/me')
  const actual = request.header('authorization') ?? 'no Authorization'
  const [, token] = /^bearer +(.*)$/i.exec(actual) ?? []
  if (token === visit.tasks.token) return
  visit.fail('missing-header', {
    ...tell(request, actual), expected: `Bearer ${visit.tasks.token}`, actual,
  })
}

function find({ fail, requests, run, tasks }: Visit, method: string, path: string): ServedRequest {
  const there = requests.filter(({ target }) => target.split('?')[0] === path)
  const found = there.find((request) => request.method === method)
  if (found !== undefined) return found
  const expected = `${method} ${path}`
  // Nothing that was sent shows this mistake.
  const nothing = { exchange: { turns: [] }, expected }
  if (/GET.*cannot have body/i.test(run.output)) {
    return fail('get-with-a-body', { ...nothing, actual: errorOf(run) })
  }
  const [other] = there
  if (other !== undefined) {
    return fail('wrong-method', {
      ...tell(other, other.method), expected: method, actual: other.method,
    })
  }
  const known = ['/tasks', '/books', '/users', `/links/${tasks.link}`, '/me']
  const stray = requests.find((request) =>
    request.method === method && !known.includes(request.target.split('?')[0] ?? ''))
  if (stray !== undefined) {
    return fail('wrong-path', { ...tell(stray, stray.target), expected, actual: titleOf(stray) })
  }
  if (hasCrashed(run)) return fail('crashed', { ...nothing, actual: errorOf(run) })
  return fail('request-missing', {
    ...nothing, actual: `came: ${requests.map(titleOf).join(', ')}`,
  })
}

function titleOf({ method, target }: ServedRequest): string {
  return `${method} ${target}`
}

function hasCrashed({ exitCode, hasTimedOut }: ProgramRun): boolean {
  return !hasTimedOut && exitCode !== 0
}

// The line of the output that says what went wrong.
function errorOf({ output }: ProgramRun): string {
  const lines = output.trim().split('\n').map((line) => line.trim())
  return lines.find((line) => /\w*Error\b.*:/.test(line)) ?? (lines.at(-1) || 'it printed nothing')
}

// The bytes of this request alone, because its connection may have carried others; and a part of
// it.
function tell(request: ServedRequest, part: string) {
  const found = request.turns.find(({ direction, bytes }) =>
    direction === 'received' && bytes.startsWith(`${titleOf(request)} `))
  const exchange = { turns: found === undefined ? request.turns : [found] }
  const start = exchange.turns.at(-1)?.bytes.indexOf(Buffer.from(part).toString('latin1')) ?? -1
  if (start === -1 || part === '') return { exchange }
  return { exchange, mark: { start, end: start + Buffer.byteLength(part) } }
}
