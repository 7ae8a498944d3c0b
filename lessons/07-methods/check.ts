// Keeps notes by all seven methods, and looks after each one at what it left behind.

import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'

const findings = {
  'lost-note': {
    title: 'A POST was answered, but the new note is not where the answer says',
    why: 'With POST the server chooses the address. The client knows it from the header Location '
      + 'and from nowhere else.',
    hint: 'Which address stands in Location? What does GET answer there?',
    read: 'RFC 9110, section 9.3.3',
  },
  'list-without-the-notes': {
    title: 'GET /notes does not answer with all notes as a JSON array',
    why: 'The check counts the notes in this list, before and after each method.',
    hint: 'Does the answer have the status 200? '
      + 'Is its body one array with an object for each note?',
    read: 'RFC 9110, section 9.3.1',
  },
  'get-that-changes-something': {
    title: 'A method that only reads has changed something',
    why: 'GET, HEAD and OPTIONS are safe: whoever calls them asks for no change. So browsers fetch '
      + 'pages ahead, search engines follow each link, and caches answer in your place.',
    hint: 'Which line of your program writes to the notes while somebody only reads?',
    read: 'RFC 9110, section 9.2.1',
  },
  'missing-note-found': {
    title: 'GET for a note that is not there is not answered with 404',
    why: 'A client that reads a success believes that there is such a note.',
    hint: 'What does your program do when the map has no note of this name?',
    read: 'RFC 9110, section 15.5.5',
  },
  'put-refused': {
    title: 'A note was sent with PUT, and not taken',
    why: 'PUT brings a whole note to an address that the client has chosen. If nothing is there, '
      + 'the note is made (201); if something is, it is replaced (200 or 204).',
    hint: 'What does your program do when PUT comes to an address without a note? And with one?',
    read: 'RFC 9110, section 9.3.4',
  },
  'put-that-makes-another': {
    title: 'PUT twice made two notes',
    why: 'PUT is idempotent: twice is once. When an answer gets lost, the client sends the same '
      + 'PUT again, and must not find a second note.',
    hint: 'Where does the address of the note come from: from the request, or from a counter?',
    read: 'RFC 9110, section 9.2.2',
  },
  'put-that-stores-elsewhere': {
    title: 'PUT was answered with success, but the note is not at its address',
    why: 'The client has chosen the address. It will look for its note there, and nowhere else.',
    hint: 'Under which name did your program keep the note? Had it read the whole body by then?',
    read: 'RFC 9110, section 9.3.4',
  },
  'put-that-keeps-the-old': {
    title: 'PUT was answered with success, and the old note is still there',
    why: 'After a PUT, GET answers with what was sent. Here it answers with what was there before.',
    hint: 'Does your program write the new note when there is one of that name already?',
    read: 'RFC 9110, section 9.3.4',
  },
  'put-that-merges': {
    title: 'PUT kept a field that was not sent',
    why: 'PUT replaces the whole: what is not sent is not there any more. A client that wants to '
      + 'change a part says PATCH.',
    hint: 'Is the new note mixed with the old one somewhere?',
    read: 'RFC 9110, section 9.3.4',
  },
  'patch-refused': {
    title: 'A change was sent with PATCH, and not taken',
    why: 'Without PATCH a client must read the whole note, change it and send it back. Two clients '
      + 'that do so at once overwrite each other.',
    hint: 'Is there an action for PATCH, and does it find the note?',
    read: 'RFC 5789, section 2',
  },
  'patch-that-replaces-all': {
    title: 'PATCH lost a field that was not sent',
    why: 'PATCH sends changes, not the whole. The client sent a new text and did not speak of the '
      + 'title. Now the title is gone.',
    hint: 'What do you lay over what: the changes over the note, or only the changes?',
    read: 'RFC 5789, section 2',
  },
  'patch-that-changes-nothing': {
    title: 'PATCH was answered with success, and nothing changed',
    why: 'The client believes that its change is kept, and throws its own copy away.',
    hint: 'Do you keep the changed note in the map, or only make it?',
    read: 'RFC 5789, section 2',
  },
  'patch-of-nothing': {
    title: 'PATCH for a note that is not there got an answer that is no answer to it',
    why: 'There is nothing to change. The client must hear that, with 404, or it looks for the '
      + 'mistake at your side.',
    hint: 'What is notes.get(name) when there is no such note?',
    read: 'RFC 9110, section 15.5.5',
  },
  'delete-refused': {
    title: 'DELETE for a note that is there was not answered with success',
    why: 'The client wants the note gone. 204 says: it is, and there is nothing more to say.',
    hint: 'Is there an action for DELETE, and does it find the note?',
    read: 'RFC 9110, section 9.3.5',
  },
  'delete-that-keeps-it': {
    title: 'DELETE was answered with success, and the note is still there',
    why: 'Somebody deleted something private, read "done", and everybody can still read it.',
    hint: 'What does GET answer after the DELETE? Where does it look?',
    read: 'RFC 9110, section 9.3.5',
  },
  'delete-that-takes-more': {
    title: 'One note was to go, and another one is gone too',
    why: 'DELETE is about the one thing at its address.',
    hint: 'Which notes does your program take out: the one of that name, or several?',
    read: 'RFC 9110, section 9.3.5',
  },
  'second-delete-fails': {
    title: 'The second DELETE is answered as if something had broken',
    why: 'The first answer may have been lost, so a client sends DELETE again. What it wants is '
      + 'already so. 204 tells it that, and 404 tells it as well.',
    hint: 'What does your program do with a note that is not there?',
    read: 'RFC 9110, section 9.2.2',
  },
  'head-refused': {
    title: 'GET works here, and HEAD does not',
    why: 'HEAD asks for the head of what GET would answer: is it there, how long is it? A server '
      + 'that knows GET knows HEAD too.',
    hint: 'Which action could HEAD run?',
    read: 'RFC 9110, section 9.3.2',
  },
  'head-with-a-body': {
    title: 'You answered HEAD with a body',
    why: 'The client knows that no body follows an answer to HEAD. It takes these bytes for the '
      + 'beginning of the next answer on this connection.',
    hint: 'Which line writes the body, and does it know the method?',
    read: 'RFC 9110, section 9.3.2',
  },
  'head-without-length': {
    title: 'GET tells the length, and HEAD does not',
    why: 'Programs ask with HEAD how long something is before they fetch it: for a progress bar, '
      + 'or to see whether there is room for it.',
    hint: 'Where does Content-Length come from when you answer GET?',
    read: 'RFC 9110, section 9.3.2',
  },
  'head-with-another-length': {
    title: 'HEAD tells another length than GET',
    why: 'Content-Length in an answer to HEAD is the length of the body that GET would bring, not '
      + 'of the body that HEAD does not have.',
    hint: 'Of which text is the length computed when the method is HEAD?',
    read: 'RFC 9110, section 8.6',
  },
  'not-found-for-a-wrong-method': {
    title: 'You answered 404, but the address is right: only the method is not',
    why: '404 says that nothing is here. The client looks for a typing mistake in the address, and '
      + 'will not find one.',
    hint: 'Which status says: something is here, but not for this method?',
    read: 'RFC 9110, section 15.5.6',
  },
  'wrong-method-accepted': {
    title: 'A method that this address does not know was answered with success',
    why: 'The client believes that what it asked for was done. Nobody did it.',
    hint: 'Which action does your program run for a method that it does not know?',
    read: 'RFC 9110, section 15.5.6',
  },
  'another-status-for-a-wrong-method': {
    title: 'A method that this address does not know was not answered with 405',
    why: '405 says exactly this, and every client and every tool understands it.',
    hint: 'The status has a name: Method Not Allowed. What is its number?',
    read: 'RFC 9110, section 15.5.6',
  },
  'no-allow': {
    title: 'You answered 405 without the header Allow',
    why: 'A 405 must say which methods do work. Otherwise the client has to try them all.',
    hint: 'Which part of your program knows the methods of this address?',
    read: 'RFC 9110, section 15.5.6',
  },
  'allow-that-lies': {
    title: 'Allow does not name the methods of this address',
    why: 'Clients believe Allow. A method that is missing there is never tried, and one that does '
      + 'not work is tried in vain.',
    hint: 'Do /notes and /notes/milk know the same methods? Do they give the same Allow?',
    read: 'RFC 9110, section 10.2.1',
  },
  'options-refused': {
    title: 'OPTIONS is not answered with success',
    why: 'OPTIONS asks what can be done here. Browsers ask it before they let a page of another '
      + 'site send PUT or DELETE.',
    hint: 'Does the question come before the search for an action, or after it?',
    read: 'RFC 9110, section 9.3.7',
  },
  'options-without-allow': {
    title: 'OPTIONS is answered, but the answer to the question is missing',
    why: 'The client asked which methods work here. They belong into the header Allow.',
    hint: 'Does your 405 have an Allow? Where is it set?',
    read: 'RFC 9110, section 10.2.1',
  },
} as const

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
      expectSuccess(tools, await send(plan), 'put-refused')
      expectSuccess(tools, await send(plan), 'put-refused')
      await expectNoSecond(tools, note)
      const exchange = await send({ target })
      if (!holds(exchange, note)) {
        return fail('put-that-stores-elsewhere', {
          exchange, mark: 'body', ...compare(note, exchange),
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
