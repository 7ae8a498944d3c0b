// Fourteen situations, one request for each: the status, the header that belongs to it, and the one
// shape of all errors.

import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'

const findings = {
  'created-is-not-201': {
    title: 'You did not answer 201 to a POST that created something',
    why: '200 says that it went well. 201 says that something new is there now, and a client that '
      + 'reads 201 goes on to look for its address.',
    hint: 'Which status has the name Created?',
    read: 'RFC 9110, section 15.3.2',
  },
  'created-without-location': {
    title: 'Something was created, and nobody knows where',
    why: 'The server has chosen the address. Without the header Location the client cannot show, '
      + 'change or delete what it made.',
    hint: 'At which address does GET show the new book? Which header tells it?',
    read: 'RFC 9110, section 10.2.2',
  },
  'location-that-leads-nowhere': {
    title: 'The header Location names an address at which the new book is not',
    why: 'The client goes where Location points. It must find there what it made.',
    hint: 'Compare the address with the id of the book. Does the path begin with a slash?',
    read: 'RFC 9110, section 10.2.2',
  },
  'shown-is-not-200': {
    title: 'GET for a book that is there is not answered with 200',
    why: 'This is the plainest case: the client asked for something, and here it is.',
    hint: 'Does your program find the book? Which status says that all went well?',
    read: 'RFC 9110, section 15.3.1',
  },
  'deleted-is-no-success': {
    title: 'A book was deleted, and the status does not say so',
    why: 'The client wants to know one thing: is it gone?',
    hint: 'Which status says that it worked, and that there is nothing more to say?',
    read: 'RFC 9110, section 15.3.5',
  },
  'no-content-with-a-body': {
    title: 'You answered 204, and then a body, or the length of one',
    why: '204 is No Content: the answer ends with its head. Bytes that come after it are taken for '
      + 'the beginning of the next answer.',
    hint: 'Do you have something to say? Then which status would fit? If not, what do you send?',
    read: 'RFC 9110, section 15.3.5',
  },
  'moved-for-now': {
    title: 'The book has moved for good, and you said: only for now',
    why: 'Bookmarks, caches and search engines keep the old address and come '
      + 'there again and again.',
    hint: 'Two statuses say "for good". Their names have the word Permanent '
      + 'in them, or Permanently.',
    read: 'RFC 9110, section 15.4',
  },
  'moved-without-location': {
    title: 'You said that it has moved, and not where to',
    why: 'A browser reads the header Location and goes there. Without it, it shows an empty page.',
    hint: 'Which header carries the new address? Is it the right one for this book?',
    read: 'RFC 9110, section 10.2.2',
  },
  '200-with-an-error-inside': {
    title: 'You answered with success, and the body says that it failed',
    why: 'Programs read the status. A client takes this for success, a cache keeps it, and no '
      + 'alarm rings when every answer fails.',
    hint: 'Did the client get what it asked for? Which digit must the status begin with?',
    read: 'RFC 9110, section 15',
  },
  'success-for-a-refusal': {
    title: 'You answered with success to a request that had to be refused',
    why: 'The client believes that it was done. Either it was, and it should not have been, or it '
      + 'was not, and nobody knows.',
    hint: 'Does your program notice this case? And does the function end where it notices it?',
    read: 'RFC 9110, section 15',
  },
  'server-blamed-for-the-client': {
    title: 'The client made a mistake, and you said that the server failed',
    why: '5xx means: try again, it may work later. It never will. '
      + 'And somebody is woken at night for a bug that is not there.',
    hint: 'Who can repair this: the one who asked, or the one who answers?',
    read: 'RFC 9110, section 15.5',
  },
  'client-blamed-for-the-server': {
    title: 'The server failed, and you said that the client made a mistake',
    why: '4xx means: change your request. '
      + 'The client can change whatever it likes, it will not help.',
    hint: 'Could any other request have got a better answer?',
    read: 'RFC 9110, section 15.6',
  },
  '401-and-403-swapped': {
    title: 'You took 401 for 403, or 403 for 401',
    why: '401 says: I do not know who you are, log in. 403 says: I know, and the answer is no. A '
      + 'browser that reads 401 asks for a password; after 403 there is no point in it.',
    hint: 'Does this visitor have a key that the library knows?',
    read: 'RFC 9110, section 15.5.2',
  },
  'no-www-authenticate': {
    title: 'You answered 401 and did not say which kind of key you want',
    why: 'A 401 must have the header WWW-Authenticate: it tells a client how to log in.',
    hint: 'The client sends Authorization: Bearer …. What must the server have said before?',
    read: 'RFC 9110, section 11.6.1',
  },
  'not-found-for-a-wrong-method': {
    title: 'You answered 404, but the address is right: only the method is not',
    why: 'The client looks for a mistake in the address, and there is none.',
    hint: 'What does GET answer at this address? Which status says that the method is wrong?',
    read: 'lesson:methods',
  },
  'no-allow': {
    title: 'You answered 405 without the header Allow',
    why: 'A 405 must say which methods do work at this address.',
    hint: 'Which methods does your program know for one book?',
    read: 'RFC 9110, section 15.5.6',
  },
  'no-retry-after': {
    title: 'You answered 503, and nobody knows when to come back',
    why: 'You know that it takes an hour. '
      + 'Without Retry-After each client guesses, and most of them guess "at once".',
    hint: 'Which header tells the seconds until the next try?',
    read: 'RFC 9110, section 10.2.3',
  },
  'another-status': {
    title: 'This status says something else than what has happened',
    why: 'A client acts on the number. Each of the fourteen makes it do something else.',
    hint: 'Look at the table of the lesson. Which line of it is this situation?',
    read: 'RFC 9110, section 15',
  },
  'html-or-stack-as-error': {
    title: 'An error left your server as a page of HTML or as a stack trace',
    why: 'A program asked, and cannot read a page. A stack trace is read by somebody else: '
      + 'it tells an attacker your files, your packages and your lines.',
    hint: 'What do you send of an error: all of it, or the words that you chose?',
    read: 'RFC 9457, section 5',
  },
  'own-message-sent-out': {
    title: 'The words of a bug left your server',
    why: 'This error was not thrown for the client. '
      + 'Its message tells where your files lie, and the next one may tell a password.',
    hint: 'Which errors did you throw on purpose? What do you say about all the others?',
    read: 'RFC 9457, section 5',
  },
  'another-error-shape': {
    title: 'This error is not an application/problem+json document',
    why: 'With one shape for all errors a client needs one piece of code to read them. '
      + 'With a shape for each, it needs one for each of your addresses.',
    hint: 'What does the header Content-Type of this answer say? Is the body a JSON object?',
    read: 'RFC 9457, section 3',
  },
  'problem-without-title': {
    title: 'The problem document does not say what the problem is',
    why: 'title is a short text for people, and the same each time for the same type of problem.',
    hint: 'Which of the members type, title and status are in the body?',
    read: 'RFC 9457, section 3.1.3',
  },
  'two-different-statuses': {
    title: 'The body does not tell the status that the head tells',
    why: 'The body has a copy of the status for whoever stored it without the head. A copy that '
      + 'differs, or is no number, sends people to the wrong place.',
    hint: 'From which variable does each of the two numbers come?',
    read: 'RFC 9457, section 3.1.2',
  },
} as const

export const check = defineCheck({
  findings,
  steps: [
    step('A new book: 201, and where it is', async (tools) => {
      const { send, fail } = tools
      const book = newBook(tools)
      const made = await send(post(book))
      const { status } = made.answer
      if (status !== 201) {
        return fail('created-is-not-201', {
          exchange: made, mark: 'status', ...compare([201], status),
        })
      }
      const target = pathOf(made)
      if (target === undefined) {
        return fail('created-without-location', {
          exchange: made, mark: 'header location', expected: 'a header Location', actual: 'none',
        })
      }
      const exchange = await send({ target })
      if (!exchange.answer.text.includes(book.isbn)) {
        return fail('location-that-leads-nowhere', {
          exchange, mark: 'status', expected: JSON.stringify(book),
        })
      }
    }),
    step('A book that is there: 200', async (tools) => {
      const exchange = await tools.send({ target: await addBook(tools) })
      const { status } = exchange.answer
      if (status !== 200) {
        return tools.fail('shown-is-not-200', {
          exchange, mark: 'status', ...compare([200], status),
        })
      }
    }),
    step('A deleted book: 204', async (tools) => {
      const target = await addBook(tools)
      const exchange = await tools.send({ method: 'DELETE', target, headers: [librarian] })
      const { status, message } = exchange.answer
      if (status !== 204 && status !== 200 && status !== 202) {
        return tools.fail('deleted-is-no-success', {
          exchange, mark: 'status', ...compare([204], status),
        })
      }
      const length = exchange.answer.header('content-length') ?? '0'
      if (status === 204 && (message.extra !== '' || length !== '0')) {
        return tools.fail('no-content-with-a-body', {
          exchange, mark: message.extra === '' ? 'header content-length' : 'body',
          expected: 'nothing after the head, and no Content-Length',
        })
      }
    }),
    step('An address that has moved for good: 301 or 308', async (tools) => {
      const { send, fail } = tools
      const book = await addBook(tools)
      const exchange = await send({ target: book.replace('/books/', '/shelf/') })
      const { status } = exchange.answer
      if (status === 302 || status === 303 || status === 307) {
        return fail('moved-for-now', { exchange, mark: 'status', ...compare([308, 301], status) })
      }
      if (status !== 301 && status !== 308) {
        return fail('another-status', { exchange, mark: 'status', ...compare([308, 301], status) })
      }
      if (pathOf(exchange) !== book) {
        return fail('moved-without-location', {
          exchange, mark: 'header location', expected: `Location: ${book}`,
          actual: exchange.answer.header('location') ?? 'no Location',
        })
      }
    }),
    step('A book that is not there: 404', async (tools) => {
      const exchange = await tools.send({
        target: `/books/${tools.fresh.integer(100_000, 999_999)}`,
      })
      expectError(tools, exchange, { statuses: [404], fault: 'client' })
    }),
    step('A method that does not work here: 405, and which ones do', async (tools) => {
      const plan = post(newBook(tools))
      const exchange = await tools.send({ ...plan, target: await addBook(tools) })
      if (exchange.answer.status === 404) {
        return tools.fail('not-found-for-a-wrong-method', {
          exchange, mark: 'status', ...compare([405], 404),
        })
      }
      const allow = {
        name: 'allow', id: 'no-allow', fits: (value: string) => /\bGET\b/.test(value),
      } as const
      expectError(tools, exchange, { statuses: [405], fault: 'client', header: allow })
    }),
    step('Nobody knows who asks: 401, and how to log in', async (tools) => {
      const { send, fail, fresh } = tools
      const target = await addBook(tools)
      const unknown = ['Authorization', `Bearer ${fresh.word()}`] as const
      for (const headers of [[], [unknown]]) {
        const exchange = await send({ method: 'DELETE', target, headers })
        if (exchange.answer.status === 403) {
          return fail('401-and-403-swapped', { exchange, mark: 'status', ...compare([401], 403) })
        }
        const header = {
          name: 'www-authenticate', id: 'no-www-authenticate', fits: isNotEmpty,
        } as const
        expectError(tools, exchange, { statuses: [401], fault: 'client', header })
      }
    }),
    step('Somebody who may not: 403', async (tools) => {
      const target = await addBook(tools)
      const exchange = await tools.send({ method: 'DELETE', target, headers: [reader] })
      if (exchange.answer.status === 401) {
        return tools.fail('401-and-403-swapped', {
          exchange, mark: 'status', ...compare([403], 401),
        })
      }
      expectError(tools, exchange, { statuses: [403], fault: 'client' })
    }),
    step('Another type than JSON: 415', async (tools) => {
      const body = JSON.stringify(newBook(tools))
      const exchange = await tools.send({
        ...post(body), headers: [librarian, ['Content-Type', 'text/plain']],
      })
      expectError(tools, exchange, { statuses: [415], fault: 'client' })
    }),
    step('JSON that is none: 400', async (tools) => {
      const text = JSON.stringify(newBook(tools))
      const exchange =
        await tools.send(post(text.slice(0, tools.fresh.integer(5, text.length - 1))))
      expectError(tools, exchange, { statuses: [400, 422], fault: 'client' })
    }),
    step('A book without a title: 422', async (tools) => {
      const { isbn } = newBook(tools)
      const exchange = await tools.send(post({ isbn }))
      expectError(tools, exchange, { statuses: [422, 400], fault: 'client' })
    }),
    step('A book that is here already: 409', async (tools) => {
      const { send } = tools
      const book = newBook(tools)
      await send(post(book))
      expectError(tools, await send(post(book)), { statuses: [409, 422], fault: 'client' })
    }),
    step('A bug: 500, and nothing about its inside', async (tools) => {
      const exchange = await tools.send({ target: '/report' })
      expectError(tools, exchange, { statuses: [500], fault: 'server' })
      const { text } = exchange.answer
      if (!text.includes(secretPath) && !text.includes('loans.db')) return
      const start = exchange.turns.at(-1)?.bytes.indexOf(secretPath) ?? -1
      return tools.fail('own-message-sent-out', {
        exchange, mark: start === -1 ? 'body' : { start, end: start + secretPath.length },
      })
    }),
    step('Closed for an hour: 503, and when to come back', async (tools) => {
      const exchange = await tools.send({ target: '/search' })
      const header = { name: 'retry-after', id: 'no-retry-after', fits: isTime } as const
      expectError(tools, exchange, { statuses: [503], fault: 'server', header })
    }),
  ],
})

type Id = keyof typeof findings
type Book = { title: string; isbn: string }
type Wanted = {
  /** The best one first. */
  statuses: readonly number[]
  fault: 'client' | 'server'
  /** A header that belongs to the status. */
  header?: { name: string; id: Id; fits(value: string): boolean }
}

// Stands in the message of the bug.
const secretPath = '/srv/library/loans.db'
const librarian = ['Authorization', 'Bearer librarian'] as const
const reader = ['Authorization', 'Bearer reader'] as const

function newBook({ fresh }: Tools<Id>): Book {
  return {
    title: `${fresh.word()} ${fresh.word()}`,
    isbn: `978${fresh.integer(1_000_000_000, 9_999_999_999)}`,
  }
}

function post(body: Book | Partial<Book> | string) {
  return {
    method: 'POST', target: '/books',
    headers: [librarian, ['Content-Type', 'application/json']] as const,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}

// Adds a book, as the first step has seen that it can be done, and tells its address.
async function addBook(tools: Tools<Id>): Promise<string> {
  const exchange = await tools.send(post(newBook(tools)))
  const target = pathOf(exchange)
  if (exchange.answer.status === 201 && target !== undefined) return target
  return tools.fail('created-is-not-201', {
    exchange, mark: 'status', ...compare([201], exchange.answer.status),
  })
}

// A Location may be a whole URL or a path (RFC 9110, section 10.2.2).
function pathOf({ answer }: HttpExchange): string | undefined {
  const location = answer.header('location')
  if (location === undefined || !URL.canParse(location, 'http://localhost/books')) return undefined
  return new URL(location, 'http://localhost/books').pathname
}

function expectError(
  tools: Tools<Id>, exchange: HttpExchange, { statuses, fault, header }: Wanted,
): void {
  const { status } = exchange.answer
  const { fail } = tools
  if (!statuses.includes(status)) {
    return fail(blame(exchange, fault), { exchange, mark: 'status', ...compare(statuses, status) })
  }
  const value = header === undefined ? undefined : exchange.answer.header(header.name)
  if (header !== undefined && (value === undefined || !header.fits(value))) {
    return fail(header.id, {
      exchange, mark: `header ${header.name}`,
      expected: `a header ${header.name}`,
      actual: value === undefined ? 'none' : `${header.name}: ${value}`,
    })
  }
  expectProblem(tools, exchange)
}

function blame({ answer: { status, text } }: HttpExchange, fault: 'client' | 'server'): Id {
  const isSuccess = status >= 200 && status < 300
  if (isSuccess) return soundsLikeError(text) ? '200-with-an-error-inside' : 'success-for-a-refusal'
  if (status >= 500 && fault === 'client') return 'server-blamed-for-the-client'
  if (status >= 400 && status < 500 && fault === 'server') return 'client-blamed-for-the-server'
  return 'another-status'
}

// The fresh words of the check have six letters, so none of them is one of these.
function soundsLikeError(text: string): boolean {
  const words =
    /\b(?:\w*error|fail\w*|not?|false|cannot|invalid|missing|denied|forbidden|detail|stack)\b/i
  return words.test(text)
}

function expectProblem({ fail }: Tools<Id>, exchange: HttpExchange): void {
  const { answer } = exchange
  const type = answer.header('content-type') ?? ''
  if (/^text\/html\b/i.test(type) || looksLikeStack(answer.text)) {
    return fail('html-or-stack-as-error', { exchange, mark: 'body' })
  }
  const problem = answer.json()
  const isProblem = /^application\/problem\+json\s*(?:;|$)/i.test(type)
  if (!isProblem || typeof problem !== 'object' || problem === null || Array.isArray(problem)) {
    return fail('another-error-shape', {
      exchange, mark: isProblem ? 'body' : 'header content-type',
      expected: 'Content-Type: application/problem+json, and a JSON object',
      actual: isProblem ? 'the body is no JSON object' : `Content-Type: ${type || 'none'}`,
    })
  }
  if (!('title' in problem) || typeof problem.title !== 'string' || problem.title === '') {
    return fail('problem-without-title', { exchange, mark: 'body', expected: 'a member title' })
  }
  const status = 'status' in problem ? problem.status : undefined
  if (status !== answer.status) {
    return fail('two-different-statuses', {
      exchange, mark: 'body',
      expected: `"status":${answer.status}`,
      actual: `"status":${JSON.stringify(status) ?? ' is missing'}`,
    })
  }
}

// Of Node, Python, Go and Java; and a page in any case.
function looksLikeStack(text: string): boolean {
  const signs =
    /<html\b|<!doctype html|(?:\n|\\n)\s*at .+:\d+|Traceback \(most recent|goroutine \d+ \[/i
  return signs.test(text)
}

function compare(statuses: readonly number[], status: number) {
  return { expected: `the status ${statuses.join(' or ')}`, actual: `the status ${status}` }
}

function isNotEmpty(value: string): boolean {
  return value.trim() !== ''
}

// Seconds, or a date (RFC 9110, section 10.2.3).
function isTime(value: string): boolean {
  return /^\d+$/.test(value) || !Number.isNaN(Date.parse(value))
}
