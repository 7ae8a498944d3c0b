import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import test, { type TestContext } from 'node:test'
import { MessageError, type Mail } from '../../../src/services/mail/message.ts'
import { createSmtpTransport } from '../../../src/services/mail/smtp.ts'
import { SmtpError } from '../../../src/services/mail/smtpReply.ts'
import { authority, startSmtpServer, type SmtpScript } from './smtpServer.ts'

const from = { name: 'Groundwork', address: 'noreply@go.example' }
const mail: Mail = { to: 'ann@example.com', subject: 'Hello', text: 'Read this\n.\n.. and this\n' }
const delivery = () => ({ id: '0f3a', date: new Date(0), signal: new AbortController().signal })

type Trial = {
  script?: SmtpScript
  url?: (port: number) => string
  ca?: string
  mail?: Partial<Mail>
  limits?: { connectLimitMs?: number; replyLimitMs?: number }
  clientName?: string
}

/** Sends one mail to a server of its own, and gives the server and what went wrong. */
async function send(t: TestContext, { script = {}, limits = {}, ...trial }: Trial) {
  const server = await startSmtpServer(t, script)
  const url = trial.url ?? ((port) => `smtp://localhost:${port}`)
  const ca = trial.ca ?? authority
  const { clientName } = trial
  const transport = createSmtpTransport(url(server.port), { from, ca, clientName, ...limits })
  const sending = transport.send({ ...mail, ...trial.mail }, delivery())
  const error: unknown = await sending.then(() => undefined, (reason: unknown) => reason)
  await server.quiet()
  return { server, error }
}

const signedIn = (port: number) => `smtp://ann:hunter2@localhost:${port}`
const withTls = { extensions: ['STARTTLS'], extensionsInTls: ['AUTH LOGIN PLAIN'] }

test('a mail is handed over word by word', async (t) => {
  const { server, error } = await send(t, {})
  assert.equal(error, undefined)
  assert.deepEqual(server.lines, [
    'EHLO [127.0.0.1]', 'MAIL FROM:<noreply@go.example>', 'RCPT TO:<ann@example.com>', 'DATA', '.',
    'QUIT',
  ])
  const [received] = server.mails
  assert.equal(received?.from, '<noreply@go.example>')
  assert.equal(received.to, '<ann@example.com>')
  assert.match(received.data, /^From: Groundwork <noreply@go\.example>\r\nTo: ann@example\.com\r\n/)
  assert.match(received.data, /\r\nMessage-ID: <0f3a@go\.example>\r\n/)
})

test('it greets by its name or IP address, and by HELO where EHLO is unknown', async (t) => {
  const [mailFrom, refused] = ['MAIL FROM:<noreply@go.example>', '502 5.5.1 unknown']
  const rows: [how: string, trial: Trial, said: string[], error: RegExp | undefined][] = [
    ['a name', { clientName: 'go.example' }, ['EHLO go.example', mailFrom], undefined],
    ['no name', {}, ['EHLO [127.0.0.1]', mailFrom], undefined],
    ['after TLS again', { clientName: 'go.example', script: withTls },
      ['EHLO go.example', 'STARTTLS', 'EHLO go.example', mailFrom], undefined],
    ['an old server', { clientName: 'go.example', script: { replies: { EHLO: refused } } },
      ['EHLO go.example', 'HELO go.example', mailFrom], undefined],
    ['an old server and a password', {
      clientName: 'go.example', script: { replies: { EHLO: refused } }, url: signedIn,
    }, ['EHLO go.example', 'HELO go.example'], /supports neither/],
    ['busy is not unknown', { script: { replies: { EHLO: '421 4.3.2 later' } } },
      ['EHLO [127.0.0.1]'], /refused the greeting: 421 4\.3\.2$/],
    ['neither', { script: { replies: { EHLO: refused, HELO: '550 no' } } },
      ['EHLO [127.0.0.1]', 'HELO [127.0.0.1]'], /refused the greeting: 550$/],
  ]
  for (const [how, trial, said, message] of rows) {
    const { server, error } = await send(t, trial)
    assert.deepEqual(server.lines.slice(0, said.length), said, how)
    if (message === undefined) assert.equal(error, undefined, how)
    else assert.match(String(error), message, how)
  }
})

test('a dot at the beginning of a line is doubled, so that no mail ends too early', async (t) => {
  const { server } = await send(t, { mail: { text: '.\n..x\n.\r\nQUIT\r\n' } })
  const data = server.mails[0]?.data ?? ''
  assert.ok(data.endsWith('\r\n\r\n..\r\n...x\r\n..\r\nQUIT'), data)
  assert.equal(server.lines.length, 6)
})

test('it works however the replies come', async (t) => {
  const rows: [how: string, script: SmtpScript][] = [
    ['byte by byte', { isSplit: true, extensions: ['SIZE 1000', '8BITMIME', 'HELP'] }],
    ['in several lines', {
      greeting: '220-mail.example\r\n220-be kind\r\n220 ready',
      replies: { MAIL: '250-fine\r\n250 go on', '.': '250-taken\r\n250 really' },
    }],
    ['without a text', { greeting: '220', replies: { MAIL: '250', RCPT: '250' } }],
    ['forwarded', { replies: { RCPT: '251 will forward' } }],
    ['closed behind the last reply', { closeAfter: '.' }],
    ['closed at the goodbye', { hangUpAt: 'QUIT' }],
    ['a goodbye that is none', { replies: { QUIT: 'bye' } }],
  ]
  for (const [how, script] of rows) {
    const { server, error } = await send(t, { script })
    assert.equal(error, undefined, how)
    assert.equal(server.mails.length, 1, how)
  }
})

test('what is secret goes over TLS', async (t) => {
  const rows: [how: string, trial: Trial][] = [
    ['STARTTLS', { script: withTls }],
    ['STARTTLS, byte by byte', { script: { ...withTls, isSplit: true } }],
    ['from the first byte', {
      script: { isImplicit: true, extensions: ['AUTH PLAIN'] },
      url: (port) => `smtps://ann:hunter2@localhost:${port}`,
    }],
    ['to an IP address', {
      script: withTls, url: (port) => `smtp://ann:hunter2@127.0.0.1:${port}`,
    }],
  ]
  for (const [how, trial] of rows) {
    const { server, error } = await send(t, { url: signedIn, ...trial })
    assert.equal(error, undefined, how)
    assert.equal(server.mails[0]?.isTls, true, how)
    assert.ok(server.lines.includes(`AUTH PLAIN ${btoa('\0ann\0hunter2')}`), how)
  }
  const { server } = await send(t, { script: withTls, url: signedIn })
  assert.deepEqual(server.lines.map((line) => line.split(' ')[0]), [
    'EHLO', 'STARTTLS', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', '.', 'QUIT',
  ])
})

test('a client signs in as the server offers it', async (t) => {
  const plain = [`AUTH PLAIN ${btoa('\0ann\0hunter2')}`]
  const login = ['AUTH LOGIN', btoa('ann'), btoa('hunter2')]
  const rows: [offer: string, said: string[]][] = [
    ['AUTH PLAIN', plain],
    ['AUTH LOGIN', login],
    ['AUTH LOGIN PLAIN', plain],
    ['auth login plain', plain],
    ['AUTH CRAM-MD5 LOGIN XOAUTH2', login],
  ]
  for (const [offer, said] of rows) {
    const { server, error } = await send(t, { script: { extensions: [offer] }, url: signedIn })
    assert.equal(error, undefined, offer)
    assert.deepEqual(server.lines.slice(1, 1 + said.length), said, offer)
    assert.equal(server.mails.length, 1, offer)
  }
})

test('without a user nobody signs in', async (t) => {
  const { server, error } = await send(t, { script: { extensions: ['AUTH PLAIN'] } })
  assert.equal(error, undefined)
  assert.ok(!server.lines.some((line) => line.startsWith('AUTH')))
})

test('starttls=off leaves TLS out on this machine', async (t) => {
  const url = (port: number) => `smtp://localhost:${port}?starttls=off`
  const { server, error } = await send(t, { script: withTls, url })
  assert.equal(error, undefined)
  assert.equal(server.mails[0]?.isTls, false)
})

test('a certificate that cannot be trusted ends it before anything is said', async (t) => {
  const rows: [certificate: 'expired' | 'impostor' | 'wrong-name', code: RegExp][] = [
    ['expired', /: CERT_HAS_EXPIRED$/],
    ['impostor', /: [A-Z_]*(?:SELF_SIGNED|UNABLE)[A-Z_]*$/],
    ['wrong-name', /: ERR_TLS_CERT_ALTNAME_INVALID$/],
  ]
  for (const [certificate, code] of rows) {
    const starting = await send(t, { script: { ...withTls, certificate }, url: signedIn })
    const implicit = await send(t, {
      script: { isImplicit: true, certificate },
      url: (port) => `smtps://ann:hunter2@localhost:${port}`,
    })
    for (const { server, error } of [starting, implicit]) {
      assert.ok(error instanceof SmtpError && !error.isPermanent, certificate)
      assert.match(error.message, code)
      assert.ok(!server.lines.some((line) => /^(?:AUTH|MAIL)/.test(line)))
    }
  }
})

test('nothing that was said before TLS counts', async (t) => {
  const injected = '250-mail.example\r\n250 AUTH PLAIN'
  const extensions = ['STARTTLS', 'AUTH PLAIN']
  const rows: [what: string, script: SmtpScript, message: string][] = [
    ['a reply behind STARTTLS', { ...withTls, injected },
      'The mail server replied before TLS began'],
    ['what was offered', { extensions, extensionsInTls: [] },
      'The mail server supports neither AUTH PLAIN nor AUTH LOGIN'],
  ]
  for (const [what, script, message] of rows) {
    const { server, error } = await send(t, { script, url: signedIn })
    assert.ok(error instanceof SmtpError && !error.isPermanent, what)
    assert.equal(error.message, message)
    assert.ok(!server.lines.some((line) => line.startsWith('AUTH')), what)
    assert.equal(server.mails.length, 0, what)
  }
})

test('half a reply before TLS is thrown away, not put before what comes under TLS', async (t) => {
  const script = { ...withTls, injected: '250-mail.exam' }
  const { server, error } = await send(t, { script, url: signedIn })
  assert.equal(error, undefined)
  assert.equal(server.mails[0]?.isTls, true)
})

test('a reply that nobody asked for is not taken for the next one', async (t) => {
  const replies = { MAIL: '250 ok\r\n250 ok' }
  const { server, error } = await send(t, { script: { replies } })
  assert.match(String(error), /replied before a command/)
  assert.equal(server.mails.length, 0)
})

test('each refusal is told by its codes; those of one mail are for good', async (t) => {
  const no = (code: number) => `${code} 5.1.1 <ann@example.com> hunter2`
  const rows: [script: SmtpScript, message: string, isPermanent: boolean][] = [
    [{ greeting: '554 5.1.1 no' }, 'the connection: 554 5.1.1', false],
    [{ greeting: '421 later' }, 'the connection: 421', false],
    [{ replies: { EHLO: no(502), HELO: no(502) } }, 'the greeting: 502 5.1.1', false],
    [{ ...withTls, replies: { STARTTLS: '454 4.7.0 no' } }, 'STARTTLS: 454 4.7.0', false],
    [{ replies: { AUTH: no(535) } }, 'the user and password: 535 5.1.1', false],
    [{ extensions: ['AUTH LOGIN'], replies: { AUTH: no(535) } }, 'AUTH LOGIN: 535 5.1.1', false],
    [{ replies: { MAIL: no(550) } }, 'the sender: 550 5.1.1', false],
    [{ replies: { RCPT: no(550) } }, 'the recipient: 550 5.1.1', true],
    [{ replies: { RCPT: '550 no' } }, 'the recipient: 550', true],
    [{ replies: { RCPT: '554 5.7.1 relay access denied' } }, 'the recipient: 554 5.7.1', false],
    [{ replies: { RCPT: '530 sign in first' } }, 'the recipient: 530', false],
    [{ replies: { RCPT: '552 5.2.2 full' } }, 'the recipient: 552 5.2.2', false],
    [{ replies: { DATA: '554 5.7.1 spam' } }, 'the mail: 554 5.7.1', true],
    [{ replies: { RCPT: '450 4.2.1 busy' } }, 'the recipient: 450 4.2.1', false],
    [{ replies: { RCPT: '250-a\r\n250 b', DATA: '554 no' } }, 'the mail: 554', true],
    [{ replies: { DATA: '451 no' } }, 'the mail: 451', false],
    [{ replies: { '.': `554 ${mail.text.split('\n')[0]}` } }, 'the mail: 554', true],
    [{ replies: { '.': '452 4.3.1 full' } }, 'the mail: 452 4.3.1', false],
    [{ replies: { '.': '354 go on' } }, 'the mail: 354', false],
  ]
  for (const [script, message, isPermanent] of rows) {
    const extensions = ['AUTH PLAIN']
    const { server, error } = await send(t, { script: { extensions, ...script }, url: signedIn })
    assert.ok(error instanceof SmtpError, message)
    assert.equal(error.message, `The mail server refused ${message}`)
    assert.equal(error.isPermanent, isPermanent, message)
    assert.equal(server.mails.length, 0, message)
  }
})

test('other troubles pass', async (t) => {
  const rows: [trial: Trial, message: RegExp][] = [
    [{ script: { greeting: 'HTTP/1.1 400 Bad Request' } }, /isn't an SMTP reply$/],
    [{ script: { greeting: '220-ready\r\n250 ready' } }, /isn't an SMTP reply$/],
    [{ script: { hangUpAt: 'EHLO' } }, /closed the connection$|ECONNRESET$/],
    [{ script: { hangUpAt: 'RCPT' } }, /closed the connection$|ECONNRESET$/],
    [{ script: { hangUpAt: 'DATA' } }, /closed the connection$|ECONNRESET$|EPIPE$/],
    [{ script: { closeAfter: 'MAIL' } }, /closed the connection$|ECONNRESET$|EPIPE$/],
    [{ script: { extensions: ['AUTH CRAM-MD5'] }, url: signedIn }, /nor AUTH LOGIN$/],
    [{ script: { extensions: [] }, url: signedIn }, /nor AUTH LOGIN$/],
    [{ url: (port) => `smtps://localhost:${port}` }, /connection to the mail server failed: /],
  ]
  for (const [trial, message] of rows) {
    const { server, error } = await send(t, trial)
    assert.ok(error instanceof SmtpError && !error.isPermanent, String(message))
    assert.match(error.message, message)
    assert.equal(server.mails.length, 0)
  }
})

test('where others could read along, a mail waits for STARTTLS', async (t) => {
  const server = await startSmtpServer(t, { extensions: ['AUTH PLAIN'] })
  // This spelling leads here, but is not believed to.
  const transport = createSmtpTransport(`smtp://ann:hunter2@%6cocalhost:${server.port}`, { from })
  await assert.rejects(transport.send(mail, delivery()), {
    name: 'SmtpError',
    message: "The mail server doesn't offer STARTTLS: others could read the emails",
    isPermanent: false,
  })
  await server.quiet()
  assert.deepEqual(server.lines, ['EHLO [127.0.0.1]'])
})

test('a server that is silent is left', async (t) => {
  for (const silentAt of ['greeting', 'EHLO', 'STARTTLS', 'AUTH', 'MAIL', 'RCPT', 'DATA', '.']) {
    const script = { ...withTls, silentAt }
    const { error } = await send(t, { script, url: signedIn, limits: { replyLimitMs: 100 } })
    assert.match(String(error), /^SmtpError: The mail server did not respond in time$/, silentAt)
  }
})

test('a server that never begins with TLS is left', async (t) => {
  const script = { silentAt: 'greeting' }
  const url = (port: number) => `smtps://127.0.0.1:${port}`
  const { error } = await send(t, { script, url, limits: { connectLimitMs: 50 } })
  assert.match(String(error), /did not respond in time$/)
})

test('a machine where nobody listens is named by its code', async () => {
  const server = createServer()
  const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    resolve(typeof address === 'object' && address !== null ? address.port : 0)
  }))
  await new Promise((resolve) => server.close(resolve))
  const transport = createSmtpTransport(`smtp://127.0.0.1:${port}`, { from })
  await assert.rejects(transport.send(mail, delivery()), {
    name: 'SmtpError', message: 'The connection to the mail server failed: ECONNREFUSED',
  })
})

test('a sending can be interrupted at any time', async (t) => {
  const server = await startSmtpServer(t, { silentAt: 'RCPT' })
  const transport = createSmtpTransport(`smtp://localhost:${server.port}`, { from })
  const early = { ...delivery(), signal: AbortSignal.abort() }
  await assert.rejects(transport.send(mail, early), /^SmtpError: Sending was interrupted$/)
  const controller = new AbortController()
  const sending = transport.send(mail, { ...delivery(), signal: controller.signal })
  await server.heard(3)
  controller.abort()
  await assert.rejects(sending, /^SmtpError: Sending was interrupted$/)
  await server.quiet()
})

test("what isn't a mail never reaches the server", async (t) => {
  for (const change of [{ to: 'ann@example.com>\r\nDATA' }, { subject: 'Hi\r\nBcc: b@c' }]) {
    const { server, error } = await send(t, { mail: change })
    assert.ok(error instanceof MessageError)
    assert.deepEqual(server.lines, [])
  }
})
