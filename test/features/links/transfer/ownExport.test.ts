// Imports our own export: a link that was closed stays closed, and none is lost.

import assert from 'node:assert/strict'
import test from 'node:test'
import { hourMs } from '../../../../src/basics/clock.ts'
import { pick, pickEach, pickList } from '../../../pick.ts'
import { openTestApp, startTime } from '../../../testApp.ts'
import { openProgram } from '../../../testClients.ts'

const target = 'https://example.com/'

for (const format of ['csv', 'json'] as const) {
  test(`a link that was closed comes back closed from ${format}`, async (t) => {
    const site = openTestApp(t)
    const program = openProgram(site)
    const expiresAt = new Date(startTime + hourMs).toISOString()
    await program.send('POST', '/api/links/bulk', [
      { target, slug: 'ended', expiresAt },
      { target, slug: 'locked', password: 'open sesame' },
      { target, slug: 'locked-ended', password: 'open sesame', expiresAt },
      { target, slug: 'off' }, { target, slug: 'off-locked', password: 'open sesame' },
    ])
    for (const slug of ['off', 'off-locked']) {
      await program.send('PATCH', `/api/links/${slug}`, { disabled: 'Not now' })
    }
    site.clock.now += 2 * hourMs
    const file = await program.send('GET', `/api/links/export?format=${format}`)
    for (const slug of ['ended', 'locked', 'locked-ended', 'off', 'off-locked']) {
      await program.send('DELETE', `/api/links/${slug}`)
    }
    const body = format === 'csv' ? file.text : file.json()
    const dry = await program.send('POST', '/api/links/import?dryRun=1', body)
    assert.equal(pick(dry.json(), 'valid'), 5, dry.text)
    await program.send('POST', '/api/links/import', body)
    const listed = await program.send('GET', '/api/links?sort=slug')
    const made = pickList(listed.json(), 'links').map((link) =>
      pickEach(link, ['slug', 'state', 'expiresAt', 'disabled']))
    const hadPassword = 'This link had a password before it moved here'
    assert.deepEqual(made, [
      ['ended', 'expired', expiresAt, null],
      ['locked', 'disabled', null, hadPassword],
      ['locked-ended', 'disabled', expiresAt, hadPassword],
      ['off', 'disabled', null, 'Not now'], ['off-locked', 'disabled', null, 'Not now'],
    ])
  })
}

test('only an imported link may have expired, and only since it was made', async (t) => {
  const program = openProgram(openTestApp(t))
  const rows: [createdAt: number | undefined, expiresAt: number, field: string | undefined][] = [
    [-2 * hourMs, -hourMs, undefined], [-hourMs, hourMs, undefined],
    [-hourMs, -2 * hourMs, 'expiresAt'], [-hourMs, -hourMs, 'expiresAt'],
    [hourMs, -hourMs, 'expiresAt'], [undefined, -hourMs, 'expiresAt'],
  ]
  const timeAt = (after: number) => new Date(startTime + after).toISOString()
  const body = rows.map(([createdAt, expiresAt]) => ({
    target, expiresAt: timeAt(expiresAt),
    ...(createdAt !== undefined && { createdAt: timeAt(createdAt) }),
  }))
  const reply = await program.send('POST', '/api/links/import', body)
  assert.deepEqual(pickList(reply.json(), 'results').map((result) =>
    pickList(result, 'errors').map((error) => pick(error, 'field'))[0]),
    rows.map(([, , field]) => field))
  const bulk = await program.send('POST', '/api/links/bulk', body.slice(-1))
  assert.match(bulk.text, /This time has passed/)
})

test('a word such as no is refused as the reason for switching a link off', async (t) => {
  const program = openProgram(openTestApp(t))
  const rows: [disabled: string, outcome: string][] = [
    ['', 'open'], ['Not now', 'disabled'], ['yes', 'disabled'],
    ['no', 'refused'], ['FALSE', 'refused'], ['0', 'refused'], ['falsch', 'refused'],
  ]
  const csv = `target,disabled\n${rows.map(([disabled]) => `${target},${disabled}\n`).join('')}`
  const json = rows.map(([disabled]) => ({ target, shortUrl: '', disabled: disabled || null }))
  for (const body of [csv, json]) {
    const reply = await program.send('POST', '/api/links/import', body)
    const outcomes = pickList(reply.json(), 'results').map((result) => {
      const isRefused = pick(result, 'errors', 0, 'field') === 'disabled'
      return isRefused ? 'refused' : pick(result, 'link', 'state')
    })
    assert.deepEqual(outcomes, rows.map(([, outcome]) => outcome), reply.text)
  }
})

test('a row with a short URL may have a disabledReason, as one without it may', async (t) => {
  const program = openProgram(openTestApp(t))
  const shortUrl = (slug: string) => `http://localhost:3000/${slug}`
  const rows: [row: Record<string, unknown>, disabled: string][] = [
    [{ slug: 'one', disabledReason: 'Not now' }, 'Not now'],
    [{ shortUrl: shortUrl('two'), disabledReason: 'Not now' }, 'Not now'],
    [{ shortUrl: shortUrl('three'), disabledReason: 'Later', disabled: 'Not now' }, 'Not now'],
    [{ shortUrl: shortUrl('four'), disabledReason: 'Not now', disabled: null }, 'Not now'],
  ]
  const body = rows.map(([row]) => ({ target, ...row }))
  const reply = await program.send('POST', '/api/links/import', body)
  assert.deepEqual(pickList(reply.json(), 'results').map((result) =>
    pick(result, 'link', 'disabled')), rows.map(([, disabled]) => disabled), reply.text)
})
