import assert from 'node:assert/strict'
import { Resolver } from 'node:dns/promises'
import { connect } from 'node:net'
import { once } from 'node:events'
import test from 'node:test'
import { serveDns } from '../../../src/course/check/dnsTarget.ts'
import { serveHttp } from '../../../src/course/check/targets.ts'

test('the name server knows its names and no others', async (t) => {
  const dns = await serveDns({
    'both.test': ['127.0.0.1', '::1', '2001:db8::5:1'], 'four.test': ['10.1.2.3'],
  })
  t.after(() => dns.close())
  const resolver = new Resolver({ timeout: 1_000, tries: 1 })
  resolver.setServers([dns.address])
  assert.deepEqual(await resolver.resolve4('both.test'), ['127.0.0.1'])
  assert.deepEqual(await resolver.resolve6('both.test'), ['::1', '2001:db8::5:1'])
  assert.deepEqual(await resolver.resolve4('four.test'), ['10.1.2.3'])
  await assert.rejects(resolver.resolve6('four.test'), { code: 'ENODATA' })
  await assert.rejects(resolver.resolve4('other.test'), { code: 'ENOTFOUND' })
  assert.deepEqual(dns.questions, [
    'A both.test', 'AAAA both.test', 'A four.test', 'AAAA four.test', 'A other.test',
  ])
})

test('the HTTP server records what arrives and answers as it is told', async (t) => {
  const target = await serveHttp()
  t.after(() => target.close())
  target.answer(({ method }) => ({ status: 200, headers: { 'X-Seen': method }, body: 'grün' }))
  const first = await fetch(`${target.origin}/books?tag=a%20b`)
  assert.equal(await first.text(), 'grün')
  assert.equal(first.headers.get('x-seen'), 'GET')
  await fetch(`${target.origin}/books`, {
    method: 'POST', body: '{"title":"Emma"}', headers: { 'content-type': 'application/json' },
  })
  const head = await fetch(target.origin, { method: 'HEAD' })
  assert.equal(head.headers.get('content-length'), '5')
  const [asked, sent] = target.requests
  assert.deepEqual([asked?.method, asked?.target], ['GET', '/books?tag=a%20b'])
  assert.deepEqual(
    [sent?.method, sent?.header('Content-Type'), sent?.json()],
    ['POST', 'application/json', { title: 'Emma' }],
  )
})

test('the HTTP server can keep a client waiting', async (t) => {
  const target = await serveHttp()
  t.after(() => target.close())
  const { promise, resolve } = Promise.withResolvers<void>()
  target.answer(async () => {
    await promise
    return { status: 200, body: 'at last' }
  })
  const waiting = fetch(target.origin)
  while (target.requests.length === 0) await new Promise(setImmediate)
  resolve()
  assert.equal(await (await waiting).text(), 'at last')
})

test("what isn't HTTP is refused with 400", async (t) => {
  const target = await serveHttp()
  t.after(() => target.close())
  const socket = connect(target.port, '127.0.0.1').setEncoding('latin1')
  socket.write('hello?\r\n\r\n')
  const [answer] = await once(socket, 'data')
  assert.match(answer, /^HTTP\/1\.1 400 /)
  assert.deepEqual(target.requests, [])
})
