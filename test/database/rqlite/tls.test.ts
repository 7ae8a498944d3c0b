import assert from 'node:assert/strict'
import test from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { Nodes } from '../../../src/database/rqlite/nodes.ts'
import { readCertificate, startNode, succeed, type Received } from './scriptedNode.ts'

const path = '/db/request?transaction'
const body = '[["select 1"]]'

// The same as NODE_EXTRA_CA_CERTS would do.
setDefaultCACertificates([...getCACertificates(), readCertificate('authority.crt')])

test('nodes with a certificate are asked over TLS, with the login', async (t) => {
  const one = await startNode(t, succeed, { certificate: 'server' })
  const nodes = new Nodes({ origins: [one.origin], authorization: 'Basic YTpi' })
  await nodes.ask(path, body)
  assert.match(one.origin, /^https:/)
  assert.equal(one.received[0]?.authorization, 'Basic YTpi')
})

for (const certificate of ['expired', 'impostor', 'wrong-name'] as const) {
  test(`a node with the certificate "${certificate}" gets nothing`, async (t) => {
    const one = await startNode(t, succeed, { certificate })
    const two = await startNode(t, succeed, { certificate: 'server' })
    const nodes = new Nodes({ origins: [one.origin, two.origin], authorization: undefined })
    const { isRepeated } = await nodes.ask(path, body)
    assert.deepEqual([isRepeated, one.received.length, two.received.length], [false, 0, 1])
  })
}

test('a leader without TLS gets nothing, even if it is listed', async (t) => {
  const leader = await startNode(t, succeed)
  const follower = await startNode(t, (received: Received) => (received.path.startsWith('/nodes')
    ? { body: { 1: { api_addr: leader.origin } } } : { status: 301, location: leader.origin + path }
  ), { certificate: 'server' })
  const nodes = new Nodes({ origins: [follower.origin], authorization: undefined })
  await assert.rejects(nodes.ask(path, body), { code: 'unreadable' })
  assert.deepEqual(leader.received, [])
})

test('a leader without TLS gets nothing, even if it was listed with another one', async (t) => {
  const open = await startNode(t, succeed)
  const leader = await startNode(t, () => ({ status: 301, location: open.origin + path }),
    { certificate: 'server' })
  const list = { body: { 1: { api_addr: leader.origin }, 2: { api_addr: open.origin } } }
  const follower = await startNode(t, (received: Received) => (received.path.startsWith('/nodes')
    ? list : { status: 301, location: leader.origin + path }), { certificate: 'server' })
  const nodes = new Nodes({ origins: [follower.origin], authorization: 'Basic YTpi' })
  await assert.rejects(nodes.ask(path, body), { code: 'unreadable' })
  assert.deepEqual(open.received, [])
})

test('a leader with TLS that the follower lists is asked', async (t) => {
  const leader = await startNode(t, succeed, { certificate: 'server' })
  const follower = await startNode(t, (received: Received) => (received.path.startsWith('/nodes')
    ? { body: { 1: { api_addr: leader.origin } } } : { status: 301, location: leader.origin + path }
  ), { certificate: 'server' })
  const nodes = new Nodes({ origins: [follower.origin], authorization: undefined })
  await nodes.ask(path, body)
  assert.equal(leader.received.length, 1)
})

test('at the start, the error says what is wrong with a certificate', async (t) => {
  const one = await startNode(t, succeed, { certificate: 'expired' })
  const nodes = new Nodes({ origins: [one.origin], authorization: undefined })
  await assert.rejects(nodes.chooseLevel(1), { code: 'busy', message: /certificate has expired/ })
})
