import assert from 'node:assert/strict'
import test from 'node:test'
import { parseSmtpUrl, type SmtpServer } from '../../../src/services/mail/smtpUrl.ts'

test('an address says where, how, and as whom', () => {
  const rows: [url: string, host: string, port: number, encryption: SmtpServer['encryption']][] = [
    ['smtp://mail.example', 'mail.example', 587, 'starttls'],
    ['smtp://mail.example/', 'mail.example', 587, 'starttls'],
    ['smtp://mail.example:', 'mail.example', 587, 'starttls'],
    ['smtp://@mail.example', 'mail.example', 587, 'starttls'],
    ['SMTP://MAIL.example:25', 'mail.example', 25, 'starttls'],
    ['smtps://mail.example', 'mail.example', 465, 'tls'],
    ['smtps://localhost:2465', 'localhost', 2465, 'tls'],
    ['smtp://192.0.2.1', '192.0.2.1', 587, 'starttls'],
    ['smtp://[2001:db8::1]:25', '2001:db8::1', 25, 'starttls'],
    ['smtp://bücher.example', 'xn--bcher-kva.example', 587, 'starttls'],
    ['smtp://localhost', 'localhost', 587, 'optional'],
    ['smtp://LocalHost', 'localhost', 587, 'optional'],
    ['smtp://127.0.0.1:1025', '127.0.0.1', 1025, 'optional'],
    ['smtp://[::1]', '::1', 587, 'optional'],
    ['smtp://localhost:25?starttls=off', 'localhost', 25, 'off'],
    ['smtp://127.0.0.1/?starttls=off', '127.0.0.1', 587, 'off'],
    // Some resolvers ask the network for these.
    ['smtp://mail.localhost', 'mail.localhost', 587, 'starttls'],
    ['smtp://localhost.example', 'localhost.example', 587, 'starttls'],
    ['smtp://127.0.0.1.example', '127.0.0.1.example', 587, 'starttls'],
    ['smtp://%6cocalhost', 'localhost', 587, 'starttls'],
  ]
  for (const [url, host, port, encryption] of rows) {
    assert.deepEqual(parseSmtpUrl(url), { host, port, encryption, credentials: undefined }, url)
  }
})

test('a user and a password may have any characters', () => {
  const rows: [url: string, user: string, password: string][] = [
    ['smtp://ann:secret@mail.example', 'ann', 'secret'],
    ['smtp://ann%40example.com:a%2Fb%3Ac%25@mail.example', 'ann@example.com', 'a/b:c%'],
    ['smtp://ann:a:b@mail.example', 'ann', 'a:b'],
    // The last @ ends them, so the others need no escape.
    ['smtp://ann:a@b@mail.example', 'ann', 'a@b'],
    ['smtp://ann@example.com:a@@mail.example', 'ann@example.com', 'a@'],
    ['smtp://ann:abcd efgh ijkl@mail.example', 'ann', 'abcd efgh ijkl'],
    [' smtp://ann:hunter2@mail.example ', 'ann', 'hunter2'],
    ['smtp://ann:a\\b&c=d+e;f$[]{}^|`"<>\'!*(),~@mail.example', 'ann',
      'a\\b&c=d+e;f$[]{}^|`"<>\'!*(),~'],
    ['smtp://ann:ü€@mail.example', 'ann', 'ü€'],
    ['smtp://ann:%2541@mail.example', 'ann', '%41'],
    ['smtps://%C3%A9:p%20w@mail.example', 'é', 'p w'],
  ]
  for (const [url, user, password] of rows) {
    assert.deepEqual(parseSmtpUrl(url).credentials, { user, password })
  }
})

test('a wrong URL is explained by what to write, and never quoted', () => {
  const example = 'smtp://user:password@mail.example:587'
  const scheme = `write smtp:// or smtps:// at its start, as in ${example}`
  const missing = `the server is missing: write it like ${example}`
  const badHost = `the name of the server isn't valid: write it like ${example}`
  const unclear = `there is no @ before the server: write it like ${example}`
  const port = 'the port must be a number from 1 to 65535'
  const more = 'nothing but a port can follow the server'
  const both = `write both the user and the password, or neither, as in ${example}`
  const escape = (list: string) => `in the user and the password, write ${list}`
  const control = 'it contains a line break, a tab or another control character: remove it'
  const option = 'the only option is ?starttls=off, and only after smtp://'
  const local = 'starttls=off is for this machine only: others could read the emails'
  const rows: [url: string, message: string][] = [
    ['', scheme],
    ['mail.example', scheme],
    ['mail.example:587', scheme],
    ['ann:hunter2@mail.example:587', scheme],
    ['http://ann:hunter2@mail.example', scheme],
    ['smtp:ann:hunter2@mail.example', scheme],
    ['smtp:/ann:hunter2@mail.example', scheme],
    ['"smtp://ann:hunter2@mail.example"', scheme],
    ['smtp://', missing],
    ['smtp://ann:hunter2@', missing],
    ['smtp://ann:hunter2@:587', missing],
    ['smtp://ann:hunter2@?starttls=off', missing],
    ['smtp://ann:hunter2', unclear],
    ['smtp://ann:hunter2:587', unclear],
    ['smtp://ann:hunter2#', unclear],
    ['smtp://ann:hunter2%40mail.example:587', unclear],
    ['smtp://ann:hunter2@mail.example:0', port],
    ['smtp://ann:hunter2@mail.example:99999', port],
    ['smtp://ann:hunter2@mail.example:999999', port],
    ['smtp://mail.example:99999', port],
    ['smtp://mail.example:0', port],
    ['smtp://[::1]:65536', port],
    ['smtp://ann:hunter2@mail.example:smtp', port],
    ['smtp://ann:hunter2@mail.example:587:587', port],
    ['smtp://ann:hunter2@2001:db8::1', port],
    ['smtp://ann:hunter2@mail.example: 587', port],
    ['smtp://ann:hunter2@mail.example:-1', port],
    ['smtp://ann:hunter2@mail.example/inbox', more],
    ['smtp://ann:hunter2@mail.example//', more],
    ['smtp://ann:hunter2@mail.example#x', more],
    ['smtp://ann:hunter2@mail.example?starttls=off#x', more],
    ['smtp://ann:hunter2@[::1]x', more],
    ['smtp://ann:hunter2@mail_example', badHost],
    ['smtp://ann:hunter2@mail example', badHost],
    ['smtp://ann:hunter2@2130706433', badHost],
    ['smtp://ann:hunter2@[192.0.2.1]', badHost],
    ['smtp://ann:hunter2@mail.example%00', badHost],
    // What ends the host of a URL, alone and together.
    ['smtp://ann:hunter2/x@mail.example:587', escape('/ as %2F')],
    ['smtp://ann:/hunter2@mail.example:587', escape('/ as %2F')],
    ['smtp://ann:hunter2#@mail.example:587', escape('# as %23')],
    ['smtp://ann:hunter2?@mail.example:587', escape('? as %3F')],
    ['smtp://ann:hunter2%@mail.example:587', escape('% as %25')],
    ['smtp://ann:hunter2%2@mail.example:587', escape('% as %25')],
    ['smtp://ann:%hunter2@mail.example:587', escape('% as %25')],
    ['smtp://ann:h/u#n?t%hunter2@mail.example', escape('/ as %2F, ? as %3F, # as %23, % as %25')],
    ['smtp://ann:hunter2@/x@mail.example', escape('/ as %2F')],
    ['smtp://ann/x:hunter2@mail.example', escape('/ as %2F')],
    ['smtp://ann:hunter2%ff@mail.example', 'write % as %25, unless it stands for a byte of UTF-8'],
    ['smtp://ann:hunter2\t@mail.example', control],
    ['smtp://ann:hun\nter2@mail.example', control],
    ['smtp://ann:hunter2\0@mail.example', control],
    ['smtp://ann:hunter2%00@mail.example', 'the user or the password contains a NUL'],
    ['smtp://hunter2@mail.example', both],
    ['smtp://:hunter2@mail.example', both],
    ['smtp://ann:@mail.example', both],
    // The two ports are mistaken for each other.
    ['smtps://ann:hunter2@mail.example:587',
      'port 587 begins without TLS: write smtp://, or port 465 for smtps://'],
    ['smtp://ann:hunter2@mail.example:465',
      'port 465 is encrypted from the first byte: write smtps://'],
    ['smtp://ann:hunter2@mail.example?starttls=off', local],
    ['smtp://ann:hunter2@mail.localhost?starttls=off', local],
    ['smtp://ann:hunter2@mail.example?starttls=on', option],
    ['smtp://ann:hunter2@localhost?starttls=off&x=1', option],
    ['smtps://ann:hunter2@localhost?starttls=off', option],
    [`smtp://ann:hunter2@${'a'.repeat(2_000)}.example`, 'use at most 2000 characters'],
  ]
  for (const [url, message] of rows) {
    assert.throws(() => parseSmtpUrl(url), (error: unknown) => {
      assert.ok(error instanceof Error)
      assert.equal(error.message, message, url)
      assert.doesNotMatch(error.message, /hunter2/)
      return true
    })
  }
})
