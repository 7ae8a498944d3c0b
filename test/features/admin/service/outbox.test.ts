// The outbox page: in development only, and what a mail says is text.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFileTransport } from '../../../../src/services/mail/fileTransport.ts'
import { temporaryFolder } from '../../../temporaryFolder.ts'
import { openTestApp, startTime } from '../../../testApp.ts'
import { openBrowser } from '../../../testClients.ts'
import { addAdmin, addPerson } from '../people.ts'

test('where mails are sent there is no outbox', async (t) => {
  const site = openTestApp(t)
  const { admin } = await addAdmin(site)
  assert.equal((await admin.browser.get('/admin/outbox')).status, 404)
  assert.doesNotMatch((await admin.browser.get('/admin')).text, /\/admin\/outbox/)
})

test('where mails are kept an administrator reads them, the newest first', async (t) => {
  const folder = temporaryFolder(t)
  const site = openTestApp(t, { outboxFolder: folder })
  const { admin } = await addAdmin(site)
  const { browser } = await addPerson(site, 'bob@example.org')
  assert.match((await admin.browser.get('/admin/outbox')).text, /It's empty/)
  const transport = createFileTransport({
    folder, from: { name: 'Groundwork', address: 'groundwork@localhost' },
  })
  const mails = [
    { to: 'ada@example.org', subject: 'First', text: 'Hello\n' },
    { to: 'bob@example.org', subject: 'Second & <last>', text: 'http://a/reset?token=1\n<b>' },
  ]
  for (const [index, mail] of mails.entries()) {
    const date = new Date(startTime + index * 1_000)
    await transport.send(mail, { id: `0a${index}`, date, signal: AbortSignal.timeout(10_000) })
  }
  const { status, text, headers } = await admin.browser.get('/admin/outbox')
  assert.equal(status, 200)
  assert.equal(headers['cache-control'], 'no-store')
  assert.ok(text.indexOf('Second &amp; &lt;last&gt;') < text.indexOf('<h2>First'))
  assert.ok(text.indexOf('Second &amp;') > 0)
  assert.match(text, /<pre>http:\/\/a\/reset\?token=1\n&lt;b&gt;/)
  assert.match(text, /To bob@example\.org, <time datetime="2026-01-31T11:30:01\.000Z"/)
  assert.match((await admin.browser.get('/admin')).text, /href="\/admin\/outbox"/)
  assert.equal((await browser.get('/admin/outbox')).status, 403)
  assert.equal((await openBrowser(site).get('/admin/outbox')).status, 303)
})
