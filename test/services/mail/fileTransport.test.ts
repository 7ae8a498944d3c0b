import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { createFileTransport, listOutbox } from '../../../src/services/mail/fileTransport.ts'
import { MessageError } from '../../../src/services/mail/message.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

const from = { name: 'Groundwork', address: 'noreply@go.example' }
const mail = { to: 'ann@example.com', subject: 'Grüße', text: 'Read this: 1 = 1\n' }
const start = Date.UTC(2026, 0, 31, 11, 30)

function openFolder(t: TestContext) {
  const folder = join(temporaryFolder(t), 'outbox')
  const transport = createFileTransport({ folder, from })
  const { signal } = new AbortController()
  const send = (minute: number, change = {}) => transport.send({ ...mail, ...change }, {
    id: minute.toString(16).padStart(4, '0'), date: new Date(start + minute * 60_000), signal,
  })
  return { folder, send, transport }
}

test('each mail becomes a file that a mail program can open', async (t) => {
  const { folder, send } = openFolder(t)
  await send(0)
  assert.deepEqual(readdirSync(folder), ['20260131T113000000Z-0000.eml'])
  const text = readFileSync(join(folder, '20260131T113000000Z-0000.eml'), 'latin1')
  assert.match(text, /^From: Groundwork <noreply@go\.example>\r\nTo: ann@example\.com\r\n/)
  assert.match(text, /\r\n\r\nRead this: 1 = 1\r\n$/)
})

test('a mail that is tried again is one file', async (t) => {
  const { folder, send } = openFolder(t)
  await send(0)
  await send(0)
  assert.equal(readdirSync(folder).length, 1)
})

test('nobody else on the machine reads it', { skip: process.platform === 'win32' }, async (t) => {
  const { folder, send } = openFolder(t)
  await send(0)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
  for (const name of readdirSync(folder)) {
    assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600)
  }
})

test('the list has the newest mail first', async (t) => {
  const { folder, send } = openFolder(t)
  for (const minute of [5, 0, 20]) await send(minute, { subject: `É ${minute}` })
  const entries = await listOutbox(folder)
  assert.deepEqual(entries.map(({ subject }) => subject), ['É 20', 'É 5', 'É 0'])
  assert.deepEqual(entries[2], {
    recipient: 'ann@example.com', subject: 'É 0', text: mail.text, time: new Date(start),
  })
})

test('other files are neither listed nor removed', async (t) => {
  const { folder, send } = openFolder(t)
  await send(0)
  const whole = readFileSync(join(folder, '20260131T113000000Z-0000.eml'))
  const names = ['notes.txt', 'x.eml', '20260131T113000000Z-0001.eml.part', '20260131T1130Z-1.eml']
  for (const name of names) writeFileSync(join(folder, name), whole)
  writeFileSync(join(folder, '20260131T113000000Z-0002.eml'), 'no mail')
  assert.equal((await listOutbox(folder)).length, 1)
  await send(1)
  for (const name of names) assert.ok(existsSync(join(folder, name)), name)
})

test('an email that a killed process was writing is erased with its account', async (t) => {
  const { folder, send, transport } = openFolder(t)
  await send(0)
  const [whole = ''] = readdirSync(folder)
  const name = '20260131T113100000Z-0001'
  const parts = [`${name}-user7.eml.part`, `${name}-user8.eml.part`, `${name}.eml.part`, 'x.part']
  for (const part of parts) writeFileSync(join(folder, part), readFileSync(join(folder, whole)))
  await transport.erase?.({ user: 7, address: 'bob@example.com' })
  assert.deepEqual(readdirSync(folder).sort(), [whole, ...parts.slice(1)].sort())
  await transport.erase?.({ user: null, address: mail.to })
  assert.deepEqual(readdirSync(folder).sort(), [parts[1], 'x.part'].sort())
})

test('only the newest 200 stay', async (t) => {
  const { folder, send } = openFolder(t)
  for (let minute = 0; minute < 203; minute += 1) await send(minute)
  const names = readdirSync(folder).sort()
  assert.equal(names.length, 200)
  assert.equal(names[0], '20260131T113300000Z-0003.eml')
})

test('an outbox that nothing was put in is empty', async (t) => {
  assert.deepEqual(await listOutbox(join(temporaryFolder(t), 'none')), [])
})

test('what cannot be written leaves nothing behind', async (t) => {
  const { folder, send } = openFolder(t)
  await assert.rejects(send(0, { subject: 'Hi\r\nBcc: b@c' }), MessageError)
  assert.ok(!existsSync(folder))
  writeFileSync(folder, 'a file in the folder\'s place')
  await assert.rejects(send(0), { code: 'EEXIST' })
  await assert.rejects(listOutbox(folder), { code: 'ENOTDIR' })
})
