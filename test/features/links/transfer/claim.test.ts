import assert from 'node:assert/strict'
import test from 'node:test'
import { pick } from '../../../pick.ts'
import { openTestApp } from '../../../testApp.ts'
import { openProgram } from '../../../testClients.ts'
import { addUser, openWithKey } from '../../users/accounts.ts'

const target = 'https://example.com/'
const rights = ['links:read', 'links:write'] as const

test('an account takes over the links of an edit key, which opens nothing then', async (t) => {
  const site = openTestApp(t)
  const maker = openProgram(site)
  for (const slug of ['one', 'two']) await maker.send('POST', '/api/links', { target, slug })
  await maker.send('DELETE', '/api/links/two')
  await maker.send('POST', '/api/links', { target, slug: 'three' })
  const ada = await openWithKey(site, await addUser(site), rights)
  const claim = () => ada.send('POST', '/api/links/claim', { editKey: maker.key })
  const claimed = await claim()
  assert.deepEqual([claimed.status, claimed.json()], [200, { claimed: 2 }])
  assert.deepEqual((await claim()).json(), { claimed: 0 })
  assert.equal((await ada.send('GET', '/api/links/one')).status, 200)
  assert.equal((await maker.send('GET', '/api/links/one')).status, 404)
  assert.equal((await site.request('GET', '/one')).status, 302)
  // The name that was given back is kept for the same person.
  assert.equal((await ada.send('POST', '/api/links', { target, slug: 'two' })).status, 201)
})

test('links are claimed by accounts that may write links, and with an edit key', async (t) => {
  const site = openTestApp(t)
  const maker = openProgram(site)
  await maker.send('POST', '/api/links', { target, slug: 'one' })
  const user = await addUser(site)
  const ada = await openWithKey(site, user, rights)
  const reader = await openWithKey(site, user, ['links:read'])
  const editKey = maker.key
  const rows: [who: typeof maker, body: unknown, status: number][] = [
    [openProgram(site), { editKey }, 401],
    [maker, { editKey }, 401],
    [reader, { editKey }, 403],
    [ada, {}, 422],
    [ada, { editKey: 'gwe_short' }, 422],
    [ada, { editKey: `gwe_${'A'.repeat(43)}` }, 200],
  ]
  for (const [who, body, status] of rows) {
    const reply = await who.send('POST', '/api/links/claim', body)
    assert.equal(reply.status, status, reply.text)
    if (status === 200) assert.equal(pick(reply.json(), 'claimed'), 0)
  }
  assert.equal((await maker.send('GET', '/api/links/one')).status, 200)
})

test('the links of another account cannot be claimed', async (t) => {
  const site = openTestApp(t)
  const maker = openProgram(site)
  await maker.send('POST', '/api/links', { target, slug: 'one' })
  const ada = await openWithKey(site, await addUser(site), rights)
  const eve = await openWithKey(site, await addUser(site, { email: 'eve@example.org' }), rights)
  await ada.send('POST', '/api/links/claim', { editKey: maker.key })
  const reply = await eve.send('POST', '/api/links/claim', { editKey: maker.key })
  assert.deepEqual(reply.json(), { claimed: 0 })
  assert.equal((await eve.send('GET', '/api/links/one')).status, 404)
})
