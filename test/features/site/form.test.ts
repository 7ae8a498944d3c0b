import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { makeFormToken } from '../../../src/auth/sessions/csrf.ts'
import { object, string } from '../../../src/basics/check.ts'
import {
  handleForm, handleOwnForm, checkFormToken, newForm, readFields, readOwnForm, refusedForm,
  viewerOf, type FormHandlers,
} from '../../../src/features/site/form.ts'
import { refuse, toHttpError } from '../../../src/features/site/refusal.ts'
import { App } from '../../../src/http/app.ts'
import { errorReplies } from '../../../src/http/errorReplies.ts'
import { json } from '../../../src/http/reply.ts'
import { openAuth } from '../../auth/openAuth.ts'
import { parseJson } from '../../pick.ts'
import { addUser, openSignedIn } from '../users/accounts.ts'

type Fields = Record<string, string>

const oldForm = 'This form is from another session: check it, then send it again'

/** Opens an app with a form for everyone, forms of signed-in users, and routes without a guard. */
async function open(t: TestContext) {
  const { site, auth: { guards } } = openAuth(t)
  const bugs: unknown[] = []
  const app = new App().use(errorReplies({
    translate: toHttpError, onBug: (error) => bugs.push(error),
  }))
  const answer: FormHandlers = {
    act(fields) {
      if (fields.get('slug') === 'bug') throw new Error('A bug')
      if (fields.get('slug') === 'taken') throw refuse('taken', 'This slug is taken', 'slug')
      return json({ done: fields.get('slug') })
    },
    show: ({ form, status = 200, headers = {} }) => json(form, status, headers),
  }
  const own = [guards.requireSession()]
  app.post('/form', (context) => handleForm(context, answer))
  app.post('/own', (context) => handleOwnForm(guards, context, answer), own)
  app.post('/read', async (context) =>
    json({ done: (await readOwnForm(guards, context)).get('slug') }), own)
  app.post('/unguarded', (context) => handleOwnForm(guards, context, answer))
  app.get('/viewer', (context) => json(viewerOf(guards, context).account.email), own)
  const user = await addUser(site)
  const sessionToken = async () => (await openSignedIn(site, user)).cookies.get('session') ?? ''
  const [cookie, otherCookie] = [await sessionToken(), await sessionToken()]
  const send = async (method: string, path: string, fields?: Fields) => {
    const { status, body } = await app.request(method, path, {
      headers: {
        cookie: `session=${cookie}`, 'content-type': 'application/x-www-form-urlencoded',
      },
      ...(fields && { body: new URLSearchParams(fields).toString() }),
    })
    return { status, content: typeof body === 'string' ? parseJson(body) : undefined }
  }
  return { send, bugs, cookie, otherCookie }
}

test('a form is obeyed, or shown again with what was typed', async (t) => {
  const { send, bugs } = await open(t)
  assert.deepEqual(await send('POST', '/form', { slug: 'mine' }),
    { status: 200, content: { done: 'mine' } })
  assert.deepEqual(await send('POST', '/form', { slug: 'taken', password: 'hunter2' }), {
    status: 409,
    content: {
      typed: { slug: 'taken' }, issues: [{ field: 'slug', message: 'This slug is taken' }],
    },
  })
  assert.equal((await send('POST', '/form', { slug: 'bug' })).status, 500)
  assert.equal(bugs.length, 1, 'a bug is no refusal')
})

test('a form of the signed-in user is obeyed only with a token of this session', async (t) => {
  const { send, cookie, otherCookie } = await open(t)
  const token = makeFormToken(cookie)
  const rows: [formToken: string | undefined, isObeyed: boolean][] = [
    [token, true],
    [makeFormToken(cookie), true],
    [makeFormToken(otherCookie), false],
    [makeFormToken(''), false],
    [token.slice(0, -1), false],
    [`.${token}`, false],
    [`${token}.`, false],
    [`${token}.anything`, false],
    ['', false],
    ['.', false],
    ['__proto__', false],
    [undefined, false],
  ]
  for (const [formToken, isObeyed] of rows) {
    const fields = { slug: 'mine', ...(formToken !== undefined && { formToken }) }
    const own = await send('POST', '/own', fields)
    const read = await send('POST', '/read', fields)
    if (isObeyed) {
      assert.deepEqual([own, read], Array(2).fill({ status: 200, content: { done: 'mine' } }))
      continue
    }
    const issues = [{ field: '', message: oldForm }]
    assert.deepEqual(own, { status: 403, content: { typed: { slug: 'mine' }, issues } })
    assert.equal(read.status, 403, String(formToken))
  }
})

test('the token counts for the cookie that it was made for', () => {
  const fields = new URLSearchParams({ formToken: makeFormToken('a') })
  checkFormToken('a', fields)
  assert.throws(() => checkFormToken('b', fields), { code: 'old-form', message: oldForm })
})

test('a route without the guard that a form needs is a bug', async (t) => {
  const { send, bugs } = await open(t)
  assert.equal((await send('GET', '/viewer')).content, 'ada@example.org')
  assert.equal((await send('POST', '/unguarded', {})).status, 500)
  assert.match(String(bugs), /The route \/unguarded has no guard/)
})

test('a refused form shows what was typed, but nothing that is secret', () => {
  const refusal = refuse('wrong-password', 'Wrong', 'password')
  const rows: [fields: string, typed: object][] = [
    ['', {}],
    ['slug=a', { slug: 'a' }],
    ['slug=', { slug: '' }],
    ['scopes=links%3Aread&scopes=account', { scopes: 'links:read account' }],
    ['password=a&newPassword=b&Password=c&currentPassword=d', {}],
    ['formToken=a&token=b&ticket=c&code=d&recoveryCode=e', {}],
    ['email=ada%40example.org&password=hunter2', { email: 'ada@example.org' }],
  ]
  for (const [text, typed] of rows) {
    assert.deepEqual(refusedForm(new URLSearchParams(text), refusal), {
      form: { typed, issues: refusal.issues },
      status: 401,
      headers: { 'www-authenticate': 'Form realm="Groundwork"' },
    })
  }
  const { form } = refusedForm(new URLSearchParams('__proto__=a&constructor=b'), refusal)
  assert.deepEqual(Object.entries(form.typed), [['__proto__', 'a'], ['constructor', 'b']])
  assert.equal(Object.getPrototypeOf(form.typed), Object.prototype)
  assert.deepEqual(newForm, { form: { typed: {}, issues: [] } })
})

test('only the fields that a form has are read', () => {
  const checker = object({ name: string({ min: 1 }), note: string() })
  const read = (text: string) => readFields(new URLSearchParams(text), ['name', 'note'], checker)
  const rows: [text: string, expected: object][] = [
    ['name=Ada&note=Hi', { name: 'Ada', note: 'Hi' }],
    ['name=Ada', { name: 'Ada', note: '' }],
    ['name=Ada&name=Eve&formToken=x&role=admin&__proto__=x', { name: 'Ada', note: '' }],
  ]
  for (const [text, expected] of rows) assert.deepEqual(read(text), expected, text)
  const message = 'This cannot be empty'
  for (const text of ['', 'name=&note=Hi', 'Name=Ada']) {
    assert.throws(() => read(text), { code: 'invalid', issues: [{ field: 'name', message }] }, text)
  }
})
