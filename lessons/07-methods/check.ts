// Keeps notes by all seven methods, and looks after each one at what it left behind.

import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { findings } from './findings.ts'

export const check = defineCheck({
  findings,
  steps: [
    step('POST makes a note, and GET reads it', async (tools) => {
      const { send, fail, fresh } = tools
      const note = newNote(tools)
      const made = await send(write('POST', '/notes', note))
      const place = made.answer.header('location')
      if (!isSuccess(made) || place === undefined) {
        return fail('lost-note', {
          exchange: made, mark: 'head', expected: '201 and a header Location',
          actual: `${made.answer.status}, Location: ${place ?? 'none'}`,
        })
      }
      const { pathname } = new URL(place, 'http://localhost/notes')
      const exchange = await send({ target: pathname })
      if (!holds(exchange, note)) {
        return fail('lost-note', { exchange, mark: 'body', ...compare(note, exchange) })
      }
      await expectInList(tools, note)
      const missing = await send({ target: `/notes/${fresh.word()}` })
      if (missing.answer.status !== 404 && missing.answer.status !== 410) {
        return fail('missing-note-found', {
          exchange: missing, mark: 'status', expected: 'the status 404',
        })
      }
    }),
    step('PUT brings a note to an address, twice is once', async (tools) => {
      const { send, fail, fresh } = tools
      const note = newNote(tools)
      const target = `/notes/${fresh.word()}`
      const plan = write('PUT', target, note)
      const made = await send(plan)
      expectSuccess(tools, made, 'put-refused')
      expectSuccess(tools, await send(plan), 'put-refused')
      await expectNoSecond(tools, note)
      const exchange = await send({ target })
      if (!holds(exchange, note)) {
        return fail('put-that-stores-elsewhere', {
          exchange, mark: 'body', ...compare(note, exchange),
        })
      }
      const { status } = made.answer
      if (status !== 201) {
        return fail('made-without-201', {
          exchange: made, mark: 'status', expected: 'the status 201',
          actual: `the status ${status}`,
        })
      }
    }),
    step('PUT replaces the whole note', async (tools) => {
      const { send, fail } = tools
      const old = newNote(tools)
      const target = await putNote(tools, old)
      const note = newNote(tools)
      expectSuccess(tools, await send(write('PUT', target, note)), 'put-refused')
      const exchange = await send({ target })
      if (!holds(exchange, note)) {
        return fail('put-that-keeps-the-old', {
          exchange, mark: 'body', ...compare(note, exchange),
        })
      }
      const part = { title: newNote(tools).title }
      const put = await send(write('PUT', target, part))
      // To refuse a note without a text is right as well.
      if (!isSuccess(put)) return
      const after = await send({ target })
      if (fieldsOf(after).text === note.text) {
        return fail('put-that-merges', { exchange: after, mark: 'body', ...compare(part, after) })
      }
    }),
    step('PATCH changes a part and keeps the rest', async (tools) => {
      const { send, fail, fresh } = tools
      const note = newNote(tools)
      const target = await putNote(tools, note)
      const text = `${fresh.word()} ${fresh.word()}`
      expectSuccess(tools, await send(write('PATCH', target, { text })), 'patch-refused')
      const exchange = await send({ target })
      const fields = fieldsOf(exchange)
      const evidence = { exchange, mark: 'body', ...compare({ ...note, text }, exchange) } as const
      if (fields.text !== text) return fail('patch-that-changes-nothing', evidence)
      if (fields.title !== note.title) return fail('patch-that-replaces-all', evidence)
      const nothing = await send(write('PATCH', `/notes/${fresh.word()}`, { text }))
      if (nothing.answer.status >= 500) {
        return fail('patch-of-nothing', {
          exchange: nothing, mark: 'status', expected: 'the status 404',
        })
      }
    }),
    step('DELETE takes one note away, twice is no mistake', async (tools) => {
      const { send, fail } = tools
      const [note, other] = [newNote(tools), newNote(tools)]
      const [target, otherTarget] = [await putNote(tools, note), await putNote(tools, other)]
      expectSuccess(tools, await send({ method: 'DELETE', target }), 'delete-refused')
      const exchange = await send({ target })
      if (isSuccess(exchange)) {
        return fail('delete-that-keeps-it', {
          exchange, mark: 'status', expected: 'the status 404',
        })
      }
      const left = await send({ target: otherTarget })
      if (!holds(left, other)) {
        return fail('delete-that-takes-more', { exchange: left, mark: 'status' })
      }
      const again = await send({ method: 'DELETE', target })
      if (!isSuccess(again) && again.answer.status !== 404 && again.answer.status !== 410) {
        return fail('second-delete-fails', {
          exchange: again, mark: 'status', expected: 'the status 204 or 404',
        })
      }
    }),
    step('HEAD is GET without the body', async (tools) => {
      const { send, fail } = tools
      const target = await putNote(tools, newNote(tools))
      const get = await send({ target })
      const exchange = await send({ method: 'HEAD', target })
      if (!isSuccess(exchange)) {
        return fail('head-refused', {
          exchange, mark: 'status', expected: `the status ${get.answer.status}`,
        })
      }
      const { extra, bodyStart } = exchange.answer.message
      if (extra !== '') {
        return fail('head-with-a-body', {
          exchange, mark: { start: bodyStart, end: bodyStart + extra.length },
          expected: 'nothing after the blank line', actual: `${extra.length} bytes`,
        })
      }
      const [wanted, length] = [
        get.answer.header('content-length'), exchange.answer.header('content-length'),
      ]
      // Without a length in the answer to GET there is nothing to repeat.
      if (wanted === undefined || wanted === length) return
      return fail(length === undefined ? 'head-without-length' : 'head-with-another-length', {
        exchange, mark: 'header content-length',
        expected: `Content-Length: ${wanted}, as in the answer to GET`,
        actual: length === undefined ? 'no Content-Length' : `Content-Length: ${length}`,
      })
    }),
    step('A method that the address does not know is 405, with Allow', async (tools) => {
      const target = await putNote(tools, newNote(tools))
      expectRefusal(tools, await tools.send(write('POST', target, newNote(tools))), noteMethods)
      expectRefusal(tools, await tools.send({ method: 'DELETE', target: '/notes' }), listMethods)
    }),
    step('OPTIONS tells the methods of an address', async (tools) => {
      const { send, fail } = tools
      const note = await putNote(tools, newNote(tools))
      for (const [target, methods] of [['/notes', listMethods], [note, noteMethods]] as const) {
        const exchange = await send({ method: 'OPTIONS', target })
        expectSuccess(tools, exchange, 'options-refused')
        if (exchange.answer.header('allow') === undefined) {
          return fail('options-without-allow', {
            exchange, mark: 'head', expected: 'a header Allow',
          })
        }
        expectAllow(tools, exchange, methods)
      }
    }),
    step('GET, HEAD and OPTIONS change nothing', async (tools) => {
      const { send, fail, fresh } = tools
      const note = newNote(tools)
      const target = await putNote(tools, note)
      const missing = `/notes/${fresh.word()}`
      const before = await readList(tools)
      await Promise.all(['GET', 'HEAD', 'OPTIONS'].flatMap((method) =>
        [target, missing].map((each) => send({ method, target: each }))))
      const exchange = await send({ target })
      if (!holds(exchange, note)) {
        return fail('get-that-changes-something', {
          exchange, mark: 'body', ...compare(note, exchange),
        })
      }
      const after = await readList(tools)
      if (after.notes.length !== before.notes.length) {
        return fail('get-that-changes-something', {
          exchange: after.exchange, mark: 'body',
          expected: `${before.notes.length} notes, as before`,
          actual: `${after.notes.length} notes`,
        })
      }
    }),
  ],
})

type Id = keyof typeof findings
type Note = { title: string; text: string }
type Methods = { known: readonly string[]; unknown: readonly string[] }

const listMethods: Methods = { known: ['GET', 'POST'], unknown: ['DELETE'] }
const noteMethods: Methods = { known: ['GET', 'PUT', 'PATCH', 'DELETE'], unknown: ['POST'] }

function newNote({ fresh }: Tools<Id>): Note {
  return {
    title: `${fresh.word()} ${fresh.word()}`,
    text: `${fresh.word()} ${fresh.word()} ${fresh.word()}`,
  }
}

function write(method: string, target: string, value: unknown) {
  return {
    method, target, headers: [['Content-Type', 'application/json']] as const,
    body: JSON.stringify(value),
  }
}

function isSuccess({ answer }: HttpExchange): boolean {
  return answer.status >= 200 && answer.status < 300
}

function expectSuccess({ fail }: Tools<Id>, exchange: HttpExchange, id: Id): void {
  if (isSuccess(exchange)) return
  const { status } = exchange.answer
  return fail(id, {
    exchange, mark: 'status', expected: 'a status 2xx', actual: `the status ${status}`,
  })
}

// Puts a note where none was. That it is there then, the step about PUT has seen.
async function putNote(tools: Tools<Id>, note: Note): Promise<string> {
  const target = `/notes/${tools.fresh.word()}${tools.fresh.integer(100, 999)}`
  expectSuccess(tools, await tools.send(write('PUT', target, note)), 'put-refused')
  return target
}

function fieldsOf({ answer }: HttpExchange): { title: unknown; text: unknown } {
  return readFields(answer.json())
}

function readFields(value: unknown): { title: unknown; text: unknown } {
  const isObject = typeof value === 'object' && value !== null
  return {
    title: isObject && 'title' in value ? value.title : undefined,
    text: isObject && 'text' in value ? value.text : undefined,
  }
}

function holds(exchange: HttpExchange, note: Note): boolean {
  const { title, text } = fieldsOf(exchange)
  return isSuccess(exchange) && title === note.title && text === note.text
}

function compare(wanted: Partial<Note>, { answer }: HttpExchange) {
  return { expected: JSON.stringify(wanted), actual: `${answer.status} ${answer.text}`.trim() }
}

async function readList(
  { send, fail }: Tools<Id>,
): Promise<{ exchange: HttpExchange; notes: unknown[] }> {
  const exchange = await send({ target: '/notes' })
  const notes = exchange.answer.json()
  if (exchange.answer.status === 200 && Array.isArray(notes)) return { exchange, notes }
  return fail('list-without-the-notes', {
    exchange, mark: exchange.answer.status === 200 ? 'body' : 'status',
    expected: 'the status 200 and a JSON array',
  })
}

// The title of a note is fresh, so no other note has it.
function countOf(notes: readonly unknown[], note: Note): number {
  return notes.filter((each) => readFields(each).title === note.title).length
}

async function expectInList(tools: Tools<Id>, note: Note): Promise<void> {
  const { exchange, notes } = await readList(tools)
  if (countOf(notes, note) === 1) return
  return tools.fail('list-without-the-notes', {
    exchange, mark: 'body', expected: `the note "${note.title}" once`,
  })
}

async function expectNoSecond(tools: Tools<Id>, note: Note): Promise<void> {
  const { exchange, notes } = await readList(tools)
  const count = countOf(notes, note)
  if (count < 2) return
  return tools.fail('put-that-makes-another', {
    exchange, mark: 'body',
    expected: `the note "${note.title}" once`, actual: `it is there ${count} times`,
  })
}

function expectRefusal(tools: Tools<Id>, exchange: HttpExchange, methods: Methods): void {
  const { fail } = tools
  const { status } = exchange.answer
  const evidence = {
    exchange, mark: 'status', expected: 'the status 405', actual: `the status ${status}`,
  } as const
  if (status === 404) return fail('not-found-for-a-wrong-method', evidence)
  if (isSuccess(exchange)) return fail('wrong-method-accepted', evidence)
  if (status !== 405) return fail('another-status-for-a-wrong-method', evidence)
  if (exchange.answer.header('allow') === undefined) {
    return fail('no-allow', {
      exchange, mark: 'head', expected: `Allow: ${methods.known.join(', ')}`,
    })
  }
  expectAllow(tools, exchange, methods)
}

// HEAD and OPTIONS may stand there or not.
function expectAllow(
  { fail }: Tools<Id>, exchange: HttpExchange, { known, unknown }: Methods,
): void {
  const allow = exchange.answer.header('allow') ?? ''
  const named = allow.split(',').map((name) => name.trim())
  const isTrue = known.every((method) => named.includes(method))
    && !unknown.some((method) => named.includes(method))
  if (isTrue) return
  return fail('allow-that-lies', {
    exchange, mark: 'header allow', expected: `Allow: ${known.join(', ')}`,
    actual: `Allow: ${allow}`,
  })
}
