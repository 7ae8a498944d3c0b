import assert from 'node:assert/strict'
import test from 'node:test'
import { pick } from '../../pick.ts'
import { openTestApp } from '../../testApp.ts'
import { openBrowser } from '../../testClients.ts'

type Body = { headers: Record<string, string>; body: string }

const post = (body: string, type = 'application/json'): Body =>
  ({ headers: { 'content-type': type }, body })

test('GET /hello says hello to the world', async (t) => {
  const { status, headers, text } = await openTestApp(t).request('GET', '/hello')
  assert.equal(status, 200)
  assert.equal(headers['content-type'], 'text/plain; charset=utf-8')
  assert.equal(text, 'Hello, World!')
})

test('POST /hello greets by name', async (t) => {
  const site = openTestApp(t)
  const rows = [
    ['Alice', 'Hello, Alice!'],
    ['  Bob\n', 'Hello, Bob!'],
    ['Zoë 🎈', 'Hello, Zoë 🎈!'],
    ['<b>', 'Hello, <b>!'],
    ['x'.repeat(200), `Hello, ${'x'.repeat(200)}!`],
  ]
  for (const [name, message] of rows) {
    const reply = await site.request('POST', '/hello', post(JSON.stringify({ name, extra: 1 })))
    assert.equal(reply.status, 200)
    assert.equal(reply.headers['content-type'], 'application/json')
    assert.deepEqual(reply.json(), { message })
  }
})

test('a body without a name that can be greeted is a problem', async (t) => {
  const site = openTestApp(t)
  const bodies = [
    '{}', '{"name":""}', '{"name":" \\t "}', '{"name":null}', '{"name":1}', '{"name":["Alice"]}',
    '{"Name":"Alice"}', '[]', '["Alice"]', '"Alice"', 'null', `{"name":"${'x'.repeat(201)}"}`,
  ]
  for (const body of bodies) {
    const reply = await site.request('POST', '/hello', post(body))
    assert.equal(reply.status, 400, body)
    assert.equal(reply.headers['content-type'], 'application/problem+json')
    assert.deepEqual(reply.json(), {
      type: 'about:blank', title: 'Bad Request', status: 400, code: 'missing-name',
      detail: 'Send a name: {"name":"Alice"}', error: 'Missing name parameter',
      requestId: reply.headers['x-request-id'],
    })
  }
})

test('other bodies are refused for what they are', async (t) => {
  const site = openTestApp(t)
  const rows: [init: Body, status: number, code: string][] = [
    [post(''), 400, 'missing-body'],
    [post('{"name":'), 400, 'bad-json'],
    [post('{"name":"Alice"}', 'text/plain'), 415, 'unsupported-media-type'],
    [post('name=Alice', 'application/x-www-form-urlencoded'), 415, 'unsupported-media-type'],
  ]
  for (const [init, status, code] of rows) {
    const reply = await site.request('POST', '/hello', init)
    assert.deepEqual([reply.status, pick(reply.json(), 'code')], [status, code], init.body)
  }
})

test('HEAD works like GET, and other methods are told what is allowed', async (t) => {
  const site = openTestApp(t)
  assert.equal((await site.request('HEAD', '/hello')).status, 200)
  const refused = await site.request('PUT', '/hello', post('{}'))
  assert.equal(refused.status, 405)
  assert.equal(refused.headers['allow'], 'GET, HEAD, OPTIONS, POST')
})

test('the page at /hello/page loads a script that calls both', async (t) => {
  const site = openTestApp(t)
  const reply = await openBrowser(site).get('/hello/page')
  assert.equal(reply.status, 200)
  assert.equal(reply.headers['content-type'], 'text/html; charset=utf-8')
  assert.doesNotMatch(reply.text, /<script>|\son\w+=|\sstyle=/)
  const source = /<script type="module" src="([^"]+)">/.exec(reply.text)?.[1] ?? ''
  const script = await site.request('GET', source)
  assert.equal(script.status, 200)
  assert.match(String(script.headers['content-type']), /^text\/javascript/)
  assert.match(script.text, /fetch\('\/hello'\)/)
  assert.match(script.text, /fetch\('\/hello', \{\s+method: 'POST'/)
  for (const [, id = ''] of script.text.matchAll(/querySelector\('#(\w+)'\)/g)) {
    assert.match(reply.text, new RegExp(`id="${id}"`), `the page has a #${id}`)
  }
})
