// The reader starts programs, so nobody but this machine's own pages may reach it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeStage } from './readerStage.ts'

test('it answers under the names of this machine alone', async (context) => {
  const { get } = makeStage(context)
  const rows = [
    ['localhost:4000', 200], ['127.0.0.1:4000', 200], ['[::1]:4000', 200], ['localhost:8080', 200],
    ['evil.example', 421], ['localhost.evil.example:4000', 421], ['192.168.1.7:4000', 421],
    ['', 421],
  ] as const
  for (const [host, status] of rows) {
    assert.equal((await get('/', { host })).status, status, host)
  }
})

test('another site cannot press its buttons', async (context) => {
  const { app, workshop } = makeStage(context)
  const rows = [
    [{ 'sec-fetch-site': 'cross-site', 'origin': 'https://evil.example' }, 403],
    [{ 'sec-fetch-site': 'same-site', 'origin': 'http://localhost:5000' }, 403],
    [{ origin: 'http://localhost:5000' }, 403],
    [{ origin: 'http://127.0.0.1:4000' }, 303],
    [{ 'sec-fetch-site': 'same-origin' }, 303],
  ] as const
  for (const [headers, status] of rows) {
    const reply = await app.request('POST', '/lessons/start-here/begin', {
      headers: { host: 'localhost:4000', ...headers },
    })
    assert.equal(reply.status, status, JSON.stringify(headers))
    if (status === 403) assert.equal(workshop.state('start-here').state, 'new')
  }
})

test('pages allow no script and no style but files of the reader', async (context) => {
  const { get } = makeStage(context)
  const policy = String((await get('/lessons/start-here')).headers['content-security-policy'])
  assert.match(policy, /^default-src 'self';/)
  assert.doesNotMatch(policy, /unsafe|nonce/)
})

test('of a lesson its pictures are served and nothing else', async (context) => {
  const { get } = makeStage(context)
  const rows = [
    ['talk.svg', 200], ['exercise.ts', 404], ['check.ts', 404], ['quiz.json', 404],
    ['README.md', 404],
    ['..%2f..%2ftalk.svg', 404], ['talk.svg%00', 404],
  ] as const
  for (const [name, status] of rows) {
    assert.equal((await get(`/lessons/start-here/${name}`)).status, status, name)
  }
  const picture = await get('/lessons/start-here/talk.svg')
  assert.match(String(picture.headers['content-security-policy']), /sandbox/)
})
