import assert from 'node:assert/strict'
import test from 'node:test'
import { parseSmtpUrl, type SmtpServer } from '../../../src/services/mail/smtpUrl.ts'

test('an address says where, how, and as whom', () => {
  const rows: [url: string, host: string, port: number, encryption: SmtpServer['encryption']][] = [
    ['smtp://mail.example', 'mail.example', 587, 'starttls'],
    ['smtp://mail.example/', 'mail.example', 587, 'starttls'],
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
    ['smtps://%C3%A9:p%20w@mail.example', 'é', 'p w'],
  ]
  for (const [url, user, password] of rows) {
    assert.deepEqual(parseSmtpUrl(url).credentials, { user, password })
  }
})

test('a wrong address is explained, and never quoted', () => {
  const example = /^write it like smtp:\/\/user:password@mail\.example:587$/
  const rows: [url: string, message: RegExp][] = [
    ['', example],
    ['mail.example', example],
    ['mail.example:587', example],
    ['http://ann:hunter2@mail.example', example],
    ['smtp:ann:hunter2@mail.example', example],
    ['smtp://', example],
    ['smtp://ann:hunter2@', example],
    ['smtp://ann:hunter2@mail.example:0', example],
    ['smtp://ann:hunter2@mail.example:99999', example],
    ['smtp://ann:hunter2@mail.example/inbox', example],
    ['smtp://ann:hunter2@mail.example#x', example],
    ['smtp://ann:hunter2/x@mail.example', example],
    ['smtp://ann:hunter2@mail_example', example],
    ['smtp://ann:hunter2@2130706433', example],
    ['smtp://ann:hunter2@mail.example%00', example],
    ['smtp://hunter2@mail.example', /^write the user and the password, or none of both$/],
    ['smtp://:hunter2@mail.example', /^write the user and the password/],
    ['smtp://ann:hunter2%@mail.example', /^write a percent sign as %25$/],
    ['smtp://ann:hunter2%00@mail.example', /^it has a NUL$/],
    ['smtp://ann:hunter2@mail.example?starttls=off', /^starttls=off is for this machine only/],
    ['smtp://ann:hunter2@mail.localhost?starttls=off', /^starttls=off is for this machine only/],
    ['smtp://ann:hunter2@mail.example?starttls=on', /^the only option is \?starttls=off/],
    ['smtp://ann:hunter2@localhost?starttls=off&x=1', /^the only option is \?starttls=off/],
    ['smtps://ann:hunter2@localhost?starttls=off', /^the only option is \?starttls=off/],
  ]
  for (const [url, message] of rows) {
    assert.throws(() => parseSmtpUrl(url), (error: unknown) => {
      assert.ok(error instanceof Error)
      assert.match(error.message, message, url)
      assert.doesNotMatch(error.message, /hunter2/)
      return true
    })
  }
})
