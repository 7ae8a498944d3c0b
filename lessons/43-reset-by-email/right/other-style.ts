// Sends mails with an HTML part, in base64, and with an encoded subject. The token stays in the
// URL of the form and is in hex, a new link ends the older ones, bodies can't have other members,
// and some statuses are different, but fit.
//#file mail.ts
//#whole
// Mails in two parts, kept as files or handed over.

import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { sendBySmtp } from './smtp.ts'

const base64 = (text) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n')

export function createMailer({ mailFolder, smtpUrl, publicOrigin }) {
  mkdirSync(mailFolder, { recursive: true })
  const host = new URL(publicOrigin).hostname
  const from = `links@${host}`
  return (mail) => setImmediate(() => {
    const message = format(mail, from, host)
    if (smtpUrl !== undefined) {
      sendBySmtp(smtpUrl, { from, to: mail.to, message }).catch(() => console.error('No mail'))
      return
    }
    const path = `${mailFolder}/${Date.now()}-${randomBytes(8).toString('hex')}`
    writeFileSync(`${path}.tmp`, message)
    renameSync(`${path}.tmp`, `${path}.eml`)
  })
}

function format({ to, subject, text }, from, host) {
  const boundary = randomBytes(12).toString('hex')
  const html = text.split('\n').map((line) => line.startsWith('http')
    ? `<p><a href="${line}">${line}</a></p>` : `<p>${line}</p>`).join('\n')
  const part = (type, content) => [
    `--${boundary}`, `Content-Type: text/${type}; charset="utf-8"`,
    'Content-Transfer-Encoding: base64', '', base64(content), '',
  ]
  return [
    `Message-Id: <${randomBytes(12).toString('hex')}@${host}>`,
    `date: ${new Date().toUTCString()}`,
    `Subject: =?utf-8?B?${base64(subject)}?=`,
    `To: ${to}`, `From: "Links, by mail" <${from}>`, 'MIME-Version: 1.0',
    `Content-Type: multipart/alternative;`, ` boundary="${boundary}"`,
    '', 'This mail has two parts.', '',
    ...part('plain', text), ...part('html', html), `--${boundary}--`, '',
  ].join('\r\n')
}
//#end
//#file smtp.ts
//#whole
// Talks to a mail server with callbacks: one command for each reply.

import { connect } from 'node:net'

export function sendBySmtp(url, { from, to, message }) {
  const { hostname, port } = new URL(url)
  const commands = [
    ['220', 'EHLO [127.0.0.1]'], ['250', `mail from:<${from}> SIZE=${message.length}`],
    ['250', `rcpt to:<${to}>`], ['25', 'DATA'],
    ['354', `${message.split('\r\n').map((line) => line.replace(/^\./, '..')).join('\r\n')}.`],
    ['250', 'QUIT'], ['221', ''],
  ]
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let received = ''
    socket.setTimeout(5_000, () => socket.destroy(new Error('too slow')))
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('closed')))
    socket.on('data', (data) => {
      received += data
      const reply = /^(?:\d{3}-.*\r\n)*(\d{3}) .*\r\n/.exec(received)
      if (reply === null) return
      received = received.slice(reply[0].length)
      const [digits, command] = commands.shift() ?? ['221', '']
      if (!reply[1]?.startsWith(digits)) {
        reject(new Error(reply[0]))
        socket.end('RSET\r\nQUIT\r\n')
      } else if (command === '') {
        resolve(undefined)
        socket.end()
      } else socket.write(`${command}\r\n`)
    })
  })
}
//#end
//#file oneTimeTokens.ts
//#replace
      const [token, now] = [makeToken('gwo_'), Date.now()]
      clean.run(now)
//#with
      const token = Buffer.from(makeToken(), 'base64url').toString('hex')
      const now = Date.now()
      removeOthers.run(user, purpose)
//#end
//#file resetPage.ts
//#replace
<form method="post" action="/login/reset">
//#with
<form method="POST" action="">
//#end
//#replace
<form method="post" action="/login/confirm">
//#with
<form method="POST">
//#end
//#file resetRoutes.ts
//#replace
    return json({ message: 'If there is an account, a mail is on its way' }, 202, noStore)
//#with
    return empty(204, noStore)
//#end
//#replace
    pageReply(title, page(token, problem), { status, headers: {} })
//#with
    pageReply(title, page(token, problem), {
      status, headers: { 'referrer-policy': 'no-referrer' },
    })
//#end
//#replace
      await act(Object.fromEntries(typed))
      return empty(303, { location: '/login', ...noStore })
//#with
      await act({ ...Object.fromEntries(typed), token: target.query.get('token') })
      return empty(302, { location: '/login?done=1', ...noStore })
//#end
//#replace
    const typed = await readForm(context)
    try {
//#with
    const typed = await readForm(context)
    const { target } = context
    try {
//#end
//#file reset.ts
//#replace
  const { token, password } = { token: '', password: undefined, ...Object(value) }
//#with
  const { token, password, ...more } = { token: '', password: undefined, ...Object(value) }
  if (Object.keys(more).length > 0) throw new HttpError(422, 'Send a token and a password only')
//#end
//#replace
  return new HttpError(422, 'This link has been used, or is too old: ask for another one')
//#with
  return new HttpError(410, 'This link has been used, or is too old: ask for another one')
//#end
