// The check is the server: it says what it wants, records what arrives, and compares.

import { isDeepStrictEqual } from 'node:util'
import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { ServedRequest } from '../../src/course/check/targets.ts'

export const check = defineCheck({
  kind: 'client',
  findings: {
    'tasks-not-read': {
      title: 'Your program never asked for /tasks',
      why: 'The values are new in each run. Whoever does not ask cannot know them.',
      hint: 'Which address does the program get as its first word?',
      read: 'lesson:devtools-and-curl',
    },
    'request-missing': {
      title: 'One of the four requests did not arrive',
      why: 'The server waited for it until your program had ended.',
      hint: 'Does an earlier line throw? Look at what your program printed.',
      read: 'lesson:devtools-and-curl',
    },
    'query-missing': {
      title: 'The search came without its word',
      why: 'Without the query the server answers with all the books that it has.',
      hint: 'What stands behind the question mark of the address that you sent?',
      read: 'RFC 3986, section 3.4',
    },
    'value-not-encoded': {
      title: 'The search word arrived cut off or changed',
      why: 'An & ends a value and a + is a space, so such signs must be written in code.',
      hint: 'What is "red & blue" in a query? Let encodeURIComponent tell you.',
      read: 'RFC 3986, section 2.1',
    },
    'get-with-a-body': {
      title: 'You sent a body with a GET',
      why: 'A GET says all in its address. Caches and many servers throw its body away, or refuse it.',
      hint: 'Where does a GET carry what it wants to tell?',
      read: 'RFC 9110, section 9.3.1',
    },
    'form-instead-of-json': {
      title: 'You sent a form where JSON was asked for',
      why: 'name=Mira&city=Lyon is another language. Numbers, lists and nesting get lost in it.',
      hint: 'What does curl -d say the type is, when you do not tell it?',
      read: 'lesson:devtools-and-curl',
    },
    'json-without-its-type': {
      title: 'The body is JSON, and Content-Type does not say so',
      why: 'A server does not guess. It takes the bytes for what the header says: plain text.',
      hint: 'Which header names the type of a body, and which type is JSON?',
      read: 'RFC 9110, section 8.3',
    },
    'wrong-body': {
      title: 'The user arrived with other values',
      why: 'The server stores what it gets.',
      hint: 'Compare the bytes of the body with what /tasks said.',
      read: 'lesson:devtools-and-curl',
    },
    'wrong-method': {
      title: 'The address is right, and the method is another',
      why: 'The method is the verb. With another verb the server does something else, or refuses.',
      hint: 'Which method does fetch use when you do not name one? And which one did the task name?',
      read: 'RFC 9110, section 9.3',
    },
    'missing-header': {
      title: 'The request for /me has no token in Authorization',
      why: 'Without it the server does not know who is asking, and answers 401.',
      hint: 'Is the header called Authorization, and does it begin with Bearer and a space?',
      read: 'RFC 6750, section 2.1',
    },
    'wrong-end': {
      title: 'All requests arrived, and your program did not end with the code 0',
      why: 'Whoever started it takes it for failed.',
      hint: 'Which error did it print?',
      read: 'lesson:what-happens-when-you-open-a-url',
    },
  },
  steps: [
    step('Asks what is to be sent, and sends it', async (tools) => {
      const { fresh, run, serveHttp, fail } = tools
      const tasks = {
        search: `${fresh.word()} & ${fresh.word()}+${fresh.integer(2, 9)} ${fresh.foreignText()}`,
        user: { name: fresh.name(), city: fresh.word() },
        link: fresh.integer(10, 999),
        token: `${fresh.word()}${fresh.word()}`,
      }
      const server = await serveHttp()
      server.answer(({ target }) => target === '/tasks'
        ? { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(tasks) }
        : { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{}' })
      const { exitCode, output } = await run({ args: [server.origin] })
      if (!server.requests.some(({ target }) => target === '/tasks')) {
        const last = output.trim().split('\n').at(-1) ?? ''
        return fail('tasks-not-read', { expected: 'GET /tasks', actual: last || 'no request for it' })
      }
      judge(tools, server.requests, tasks)
      if (exitCode !== 0) {
        return fail('wrong-end', { expected: 'the code 0', actual: `the code ${exitCode ?? 'unknown'}` })
      }
    }),
  ],
})

type Tasks = { search: string; user: object; link: number; token: string }
type Id = Exclude<keyof typeof check.findings, 'tasks-not-read' | 'wrong-end'>

function judge({ fail }: Tools<Id>, requests: readonly ServedRequest[], tasks: Tasks): void {
  const find = (method: string, path: string): ServedRequest => {
    const there = requests.filter(({ target }) => target === path || target.startsWith(`${path}?`))
    const found = there.find((request) => request.method === method) ?? there[0]
    if (found === undefined) return fail('request-missing', { expected: `${method} ${path}`, actual: 'it did not come' })
    if (found.method === method) return found
    return fail('wrong-method', { ...tell(found), mark: markOf(found, found.method), expected: method, actual: found.method })
  }
  const search = find('GET', '/books')
  if (search.text !== '') return fail('get-with-a-body', { ...tell(search), mark: markOf(search, search.text) })
  const query = new URLSearchParams(search.target.split('?').slice(1).join('?'))
  const word = [...query.values()][0]
  if (word === undefined) return fail('query-missing', { ...tell(search), mark: markOf(search, search.target), expected: `/books?search=…`, actual: search.target })
  if (query.get('search') !== tasks.search) {
    return fail('value-not-encoded', { ...tell(search), mark: markOf(search, search.target), expected: tasks.search, actual: word })
  }
  judgeUser({ fail }, find('POST', '/users'), tasks.user)
  find('DELETE', `/links/${tasks.link}`)
  const me = find('GET', '/me')
  const actual = me.header('authorization') ?? 'no Authorization'
  if (!/^bearer +/i.test(actual) || actual.replace(/^bearer +/i, '') !== tasks.token) {
    return fail('missing-header', { ...tell(me), expected: `Bearer ${tasks.token}`, actual })
  }
}

function judgeUser(
  { fail }: Pick<Tools<Id>, 'fail'>,
  request: ServedRequest,
  user: object,
): void {
  const type = request.header('content-type') ?? 'no Content-Type'
  const evidence = { ...tell(request), mark: markOf(request, type), expected: 'application/json', actual: type }
  if (/urlencoded|form-data/i.test(type) || /^name=/.test(request.text)) return fail('form-instead-of-json', evidence)
  const value = request.json()
  if (typeof value === 'object' && value !== null && !/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    return fail('json-without-its-type', evidence)
  }
  if (!isDeepStrictEqual(value, user)) {
    return fail('wrong-body', { ...evidence, mark: markOf(request, request.text), expected: JSON.stringify(user), actual: request.text })
  }
}

// The bytes of this request alone: its connection may have carried others.
function tell(request: ServedRequest) {
  const index = request.turns.findIndex(({ direction, bytes }) =>
    direction === 'received' && bytes.startsWith(`${request.method} ${request.target} `))
  return { exchange: { turns: index === -1 ? request.turns : request.turns.slice(index, index + 1) } }
}

function markOf(request: ServedRequest, part: string) {
  const { exchange } = tell(request)
  const bytes = exchange.turns.at(-1)?.bytes ?? ''
  const start = bytes.indexOf(Buffer.from(part).toString('latin1'))
  return start === -1 || part === '' ? undefined : { start, end: start + Buffer.byteLength(part) }
}
