// The command that makes the first administrator, as a process of its own.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test, { type TestContext } from 'node:test'
import { openSqlite } from '../../src/database/sqlite.ts'
import { schema, writeFreshDatabase } from '../freshDatabase.ts'
import { parseJson, pick } from '../pick.ts'
import { Program, startServer } from '../program.ts'
import { ask } from '../serverProcess.ts'
import { temporaryFolder } from '../temporaryFolder.ts'

async function run(
  t: TestContext, settings: string | Record<string, string>, ...words: string[]
) {
  const environment = typeof settings === 'string' ? { DATA: settings } : settings
  const program = new Program(t, ['src/tools/users.ts', ...words], environment)
  return { code: await program.ended(), output: program.output, errors: program.errors }
}

/** Makes a database with these users, each with a session. */
async function folderWithUsers(t: TestContext, ...emails: string[]): Promise<string> {
  const DATA = temporaryFolder(t)
  const path = join(DATA, 'groundwork.db')
  writeFreshDatabase(path)
  const database = openSqlite({ path, schema })
  for (const email of emails) {
    await database.batch([
      {
        text: 'insert into users (email, created_at, updated_at) values (?, 1769860800000, 0)',
        values: [email],
      },
      {
        text: `insert into sessions (token_hash, user, agent, created_at, seen_at, expires_at,
          authenticated_at) values (randomblob(32), last_insert_rowid(), 'x', 1, 1, 1, 1)`,
        values: [],
      },
    ])
  }
  await database.close()
  return DATA
}

function readRows(DATA: string, text: string): unknown[] {
  const database = new DatabaseSync(join(DATA, 'groundwork.db'), { readOnly: true })
  const rows = database.prepare(text).all().map((row) => Object.values(row).join(' '))
  database.close()
  return rows
}

test('a cluster that cannot be read names its setting', async (t) => {
  const { code, errors } = await run(t, { DATABASE_URL: 'http://x' }, 'list')
  assert.equal(code, 1)
  assert.match(errors, /^DATABASE_URL: write it like rqlite:\/\//)
})

test('the first administrator is promoted, and signs in again', async (t) => {
  const DATA = await folderWithUsers(t, 'ada@example.org', 'bob@example.org')
  const { code, output, errors } = await run(t, DATA, 'promote', ' Ada@Example.org ')
  assert.equal(errors, '')
  assert.equal(code, 0)
  assert.equal(output, 'ada@example.org is an administrator now, and has to sign in again\n')
  assert.deepEqual(readRows(DATA, 'select email, role from users order by id'),
    ['ada@example.org admin', 'bob@example.org user'])
  assert.deepEqual(readRows(DATA, 'select user from sessions'), ['2'])
  assert.deepEqual(
    readRows(DATA, "select ifnull(actor, 'nobody'), action, target, details from audit_events"),
    ['nobody role-changed user 1 {"from":"user","to":"admin"}'],
  )
  assert.match(String(readRows(DATA, 'select request_id from audit_events')), /^command-[\w-]{36}$/)
})

test('who is there is listed, and what was done shows', async (t) => {
  const DATA = await folderWithUsers(t, 'ada@example.org', 'bob@example.org', 'eve@example.org')
  const rows: [words: string[], says: string][] = [
    [['promote', 'ada@example.org'], 'is an administrator now, and has to sign in again'],
    [['promote', 'eve@example.org'], 'is an administrator now, and has to sign in again'],
    [['demote', 'eve@example.org'], 'is no longer an administrator'],
    [['disable', 'eve@example.org'], 'is disabled'],
    [['disable', 'bob@example.org'], 'is disabled'],
    [['enable', 'eve@example.org'], 'is enabled'],
  ]
  for (const [words, says] of rows) {
    const { code, output } = await run(t, DATA, ...words)
    assert.deepEqual([code, output], [0, `${words[1]} ${says}\n`])
  }
  const { code, output } = await run(t, DATA, 'list')
  assert.equal(code, 0)
  assert.deepEqual(output.split('\n'), [
    '1  ada@example.org  admin  2026-01-31',
    '2  bob@example.org  user  2026-01-31  disabled',
    '3  eve@example.org  user  2026-01-31',
    '',
  ])
})

test('a long list is complete', async (t) => {
  const emails = Array.from({ length: 205 }, (_, index) => `user${index}@example.org`)
  const DATA = await folderWithUsers(t, ...emails)
  const { output } = await run(t, DATA, 'list')
  const listed = output.trim().split('\n').map((line) => line.split('  ')[1])
  assert.deepEqual(listed, emails)
})

test('it works while the server runs', async (t) => {
  const DATA = await folderWithUsers(t, 'ada@example.org')
  const port = await startServer(t, { DATA }).port()
  assert.equal((await run(t, DATA, 'promote', 'ada@example.org')).code, 0)
  assert.equal((await ask(port, '/readyz')).status, 200)
})

test('the last administrator stays one', async (t) => {
  const DATA = await folderWithUsers(t, 'ada@example.org')
  await run(t, DATA, 'promote', 'ada@example.org')
  for (const command of ['demote', 'disable']) {
    const { code, output, errors } = await run(t, DATA, command, 'ada@example.org')
    assert.deepEqual([code, output], [1, ''], command)
    assert.equal(errors, 'This is the only administrator: promote another user first\n')
  }
  assert.deepEqual(readRows(DATA, 'select role, disabled_at is null from users'), ['admin 1'])
  assert.deepEqual(readRows(DATA, 'select count(*) from audit_events'), ['1'])
})

test('a lost second factor is switched off, and its owner is told', async (t) => {
  const DATA = await folderWithUsers(t, 'ada@example.org', 'bob@example.org')
  const database = new DatabaseSync(join(DATA, 'groundwork.db'))
  database.exec("update users set totp_secret = 'GEZDGNBVGY3TQOJQ', totp_since = 1 where id = 1")
  database.exec('insert into recovery_codes (user, code_hash) values (1, randomblob(32))')
  database.close()
  const command = ['second-factor-off', 'ada@example.org']
  const { code, output, errors } = await run(t, DATA, ...command)
  assert.deepEqual([code, errors], [0, ''])
  assert.equal(output,
    'ada@example.org signs in with the password alone now, and is told by email\n')
  assert.deepEqual(readRows(DATA, `select totp_secret is null, totp_since is null,
    (select count(*) from recovery_codes) from users where id = 1`), ['1 1 0'])
  const events = "select ifnull(actor, 'nobody'), action, target from audit_events"
  assert.deepEqual(readRows(DATA, events), ['nobody second-factor-off user 1'])
  assert.match(String(readRows(DATA, 'select recipient, body from mails')),
    /^ada@example\.org Hello,[^]*has switched off the second factor/)
  const again = await run(t, DATA, ...command)
  assert.deepEqual([again.code, again.output], [1, ''])
  assert.equal(again.errors, 'The second factor of ada@example.org is off\n')
  assert.deepEqual(readRows(DATA, 'select count(*) from mails'), ['1'])
})

test('an account is created without a password, and a link to choose one', async (t) => {
  const DATA = await folderWithUsers(t)
  const created = await run(t, DATA, 'create', ' Ada@Example.org ')
  assert.deepEqual([created.code, created.errors], [0, ''])
  const said = /^ada@example\.org has an account now\. .*open\n(http:\S+)\n$/.exec(created.output)
  const link = said?.[1]
  assert.match(link ?? '', /^http:\/\/localhost:3000\/reset\?token=gwo_[\w-]{43}$/)
  const again = await run(t, DATA, 'create', 'ada@example.org')
  assert.deepEqual([again.code, again.output], [1, ''])
  assert.equal(again.errors, 'There is already an account with the address ada@example.org\n')
  assert.deepEqual(readRows(DATA, 'select email, role, password_hash is null from users'),
    ['ada@example.org user 1'])
  const daysLeft =
    'select purpose, expires_at / 86400000 - unixepoch() / 86400 from one_time_tokens'
  assert.deepEqual(readRows(DATA, daysLeft), ['reset-password 7'])
  assert.deepEqual(readRows(DATA, 'select count(*) from owners'), ['1'])
  assert.deepEqual(readRows(DATA, 'select action, target, details from audit_events'),
    ['account-made users {"user":1}'])
  const [mail = ''] = readRows(DATA, 'select recipient, subject, body from mails').map(String)
  assert.ok(mail.startsWith('ada@example.org Your new account'))
  assert.ok(mail.includes(`\n${link}\n`))
  assert.equal((await run(t, DATA, 'promote', 'ada@example.org')).code, 0)
  const tickets = 'select purpose from one_time_tokens'
  assert.deepEqual(readRows(DATA, tickets), ['reset-password'], 'the link of a new account stays')
  assert.equal((await run(t, DATA, 'promote', 'ada@example.org')).code, 0)
  const database = new DatabaseSync(join(DATA, 'groundwork.db'))
  database.exec(`insert into users (email, role, created_at, updated_at)
    values ('root@example.org', 'admin', 1, 1)`)
  database.exec("update users set password_hash = 'x' where email = 'ada@example.org'")
  database.close()
  assert.equal((await run(t, DATA, 'demote', 'ada@example.org')).code, 0)
  assert.deepEqual(readRows(DATA, tickets), [], 'that of a used one does not')
})

test('with a mail server, the link is mailed and not shown', async (t) => {
  const DATA = await folderWithUsers(t)
  const settings = { SMTP_URL: 'smtp://localhost:9', PUBLIC_ORIGIN: 'https://go.example' }
  const { output } = await run(t, { DATA, ...settings }, 'create', 'ada@example.org')
  assert.match(output, /gets an email with a link/)
  assert.doesNotMatch(output, /token/)
  const [mail = ''] = readRows(DATA, 'select body from mails').map(String)
  assert.match(mail, /\nhttps:\/\/go\.example\/reset\?token=gwo_/)
})

test('a domain may be written in any way, and --help lists the commands', async (t) => {
  const DATA = await folderWithUsers(t, 'ann@xn--bcher-kva.example')
  for (const [command, address] of [
    ['disable', 'ann@bücher.example'], ['enable', ' ANN@BÜCHER.example'],
    ['promote', 'Ann@Bu\u0308cher.example'],
  ] as const) {
    const { code, errors } = await run(t, DATA, command, address)
    assert.equal(code, 0, `${command}: ${errors}`)
  }
  for (const words of [['--help'], ['-h'], ['promote', '--help']]) {
    const { code, output } = await run(t, DATA, ...words)
    assert.equal(code, 0)
    assert.match(output, /^Usage: npm run users/)
  }
})

test('a user whose role changes is told', async (t) => {
  const DATA = await folderWithUsers(t, 'ada@example.org', 'bob@example.org')
  const rows = [['promote', 'ada'], ['promote', 'bob'], ['demote', 'ada'], ['disable', 'ada']]
  for (const [command = '', name] of rows) await run(t, DATA, command, `${name}@example.org`)
  assert.deepEqual(readRows(DATA, 'select recipient, subject from mails order by id'), [
    'ada@example.org You are now an administrator', 'bob@example.org You are now an administrator',
    'ada@example.org You are no longer an administrator',
  ])
})

test('what it cannot do is said', async (t) => {
  const DATA = await folderWithUsers(t, 'ada@example.org')
  const nothing = temporaryFolder(t)
  const rows: [folder: string, words: string[], says: RegExp][] = [
    [DATA, [], /^Usage/], [DATA, ['crown', 'ada@example.org'], /^Usage/],
    [DATA, ['promote'], /^Usage/], [DATA, ['promote', 'ada@example.org', 'more'], /^Usage/],
    [DATA, ['list', 'more'], /^Usage/], [DATA, ['toString', 'ada@example.org'], /^Usage/],
    [DATA, ['promote', 'bob@example.org'], /^No user has the address bob@example\.org/],
    [DATA, ['promote', "' or 1=1 --"], /^' or 1=1 -- isn't an email address/],
    [DATA, ['disable', ''], /^ isn't an email address/],
    [DATA, ['promote', 'bob@bücher.example'], /^No user has the address bob@bücher\.example/],
    [DATA, ['create'], /^Usage/], [DATA, ['create', 'ada@example.org', 'x'], /^Usage/],
    [DATA, ['create', 'ada@example.org'], /^There is already an account/],
    [DATA, ['create', 'no address'], /^no address isn't an email address/],
    [DATA, ['--what'], /^Unknown option '--what'\nUsage/],
    [nothing, ['list'], /no database at .*start the server once/],
    [nothing, ['promote', 'ada@example.org'], /no database at .*start the server once/],
  ]
  for (const [folder, words, says] of rows) {
    const { code, errors } = await run(t, folder, ...words)
    assert.equal(code, 1, words.join(' '))
    assert.match(errors, says, words.join(' '))
    assert.doesNotMatch(errors, /^ +at /m, words.join(' '))
  }
  assert.deepEqual(readdirSync(nothing), [])
  assert.deepEqual(readRows(DATA, 'select role from users'), ['user'])
})

test('npm runs it', () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  assert.equal(pick(parseJson(text), 'scripts', 'users'), 'node src/launch.js src/tools/users.ts')
})
