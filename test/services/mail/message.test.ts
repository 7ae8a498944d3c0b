import assert from 'node:assert/strict'
import test from 'node:test'
import { decodeWords, encodeWords } from '../../../src/services/mail/encodedWord.ts'
import {
  formatMessage, MessageError, type Envelope, type Mail,
} from '../../../src/services/mail/message.ts'
import {
  decodeQuotedPrintable, encodeQuotedPrintable,
} from '../../../src/services/mail/quotedPrintable.ts'
import { readMessage } from '../../../src/services/mail/readMessage.ts'

const envelope: Envelope = {
  from: { name: 'Groundwork', address: 'noreply@go.example' },
  date: new Date(Date.UTC(2026, 0, 31, 11, 30)),
  messageId: '0f3a@go.example',
}
const mail: Mail = { to: 'ann@example.com', subject: 'Hello', text: 'Grüße = 1\n.\n\nBye \n' }

function write(change: Partial<Mail> = {}, other: Partial<Envelope> = {}): string {
  const message = formatMessage({ ...mail, ...change }, { ...envelope, ...other })
  return Buffer.from(message).toString('latin1')
}

function headerOf(message: string, name: string): string {
  const head = message.slice(0, message.indexOf('\r\n\r\n'))
  const lines = head.split(/\r\n(?! )/)
  return lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
}

test('a mail is a message of these bytes', () => {
  assert.equal(write(), [
    'From: Groundwork <noreply@go.example>',
    'To: ann@example.com',
    'Subject: Hello',
    'Date: Sat, 31 Jan 2026 11:30:00 +0000',
    'Message-ID: <0f3a@go.example>',
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Gr=C3=BC=C3=9Fe =3D 1',
    '.',
    '',
    'Bye=20',
    '',
  ].join('\r\n'))
})

test('a plain text is sent as it is, so that its addresses can be copied', () => {
  const address = `http://localhost:3000/reset?token=gwo_${'x'.repeat(43)}=`
  const rows: [text: string, encoding: string][] = [
    [address, '7bit'],
    ['x'.repeat(998), '7bit'],
    ['x'.repeat(999), 'quoted-printable'],
    ['x ', 'quoted-printable'],
    ['x\ty\n\n.\n', '7bit'],
    ['x\0y', 'quoted-printable'],
    ['\x7f', 'quoted-printable'],
    ['é', 'quoted-printable'],
  ]
  for (const [text, encoding] of rows) {
    const message = write({ text })
    assert.equal(headerOf(message, 'Content-Transfer-Encoding'), encoding, text)
    assert.equal(readMessage(message)?.text, text.endsWith('\n') ? text : `${text}\n`)
  }
  assert.ok(write({ text: address }).includes(`\r\n${address}\r\n`))
})

test('a subject is plain where it can be, else encoded words', () => {
  const rows: [subject: string, header: string][] = [
    ['Hello', 'Hello'],
    ['a', 'a'],
    ['Tom & "Ann" <x@y>: 50 %', 'Tom & "Ann" <x@y>: 50 %'],
    ['a'.repeat(66), 'a'.repeat(66)],
    ['', '=?utf-8?B??='],
    ['é', '=?utf-8?B?w6k=?='],
    [' x', '=?utf-8?B?IHg=?='],
    ['x ', '=?utf-8?B?eCA=?='],
    ['a\tb', '=?utf-8?B?YQli?='],
    ['=?utf-8?B?w6k=?=', '=?utf-8?B?PT91dGYtOD9CP3c2az0/PQ==?='],
    ['a'.repeat(67), `=?utf-8?B?${'YWFh'.repeat(13)}?=\r\n =?utf-8?B?${'YWFh'.repeat(9)}YQ==?=`],
  ]
  for (const [subject, header] of rows) {
    assert.equal(headerOf(write({ subject }), 'Subject'), header)
  }
})

test('the name of a sender is plain where it can be', () => {
  const address = 'a@b.example'
  const rows: [name: string, header: string][] = [
    ['', 'a@b.example'],
    ['Ground work 2', 'Ground work 2 <a@b.example>'],
    ['Büro', '=?utf-8?B?QsO8cm8=?=\r\n <a@b.example>'],
    ['Work, Ground', '=?utf-8?B?V29yaywgR3JvdW5k?=\r\n <a@b.example>'],
    ['x@y', '=?utf-8?B?eEB5?=\r\n <a@b.example>'],
  ]
  for (const [name, header] of rows) {
    assert.equal(headerOf(write({}, { from: { name, address } }), 'From'), header)
  }
})

test('no value can begin a header of its own', () => {
  const bcc = 'Bcc: bob@example.com'
  const breaks = [`\r\n${bcc}`, `\n${bcc}`, `\r${bcc}`, '\0', '\r\n\r\nx']
  for (const rest of breaks) {
    const rows: [value: string, change: Partial<Mail>, other?: Partial<Envelope>][] = [
      ['subject', { subject: `Hello${rest}` }],
      ['subject in another script', { subject: `é${rest}` }],
      ['recipient', { to: `ann@example.com${rest}` }],
      ['sender', {}, { from: { name: '', address: `a@b${rest}` } }],
      ['name', {}, { from: { name: `Ann${rest}`, address: 'a@b' } }],
      ['id', {}, { messageId: `a@b${rest}\n` }],
    ]
    for (const [value, change, other] of rows) {
      assert.throws(() => write(change, other), (error: unknown) => {
        assert.ok(error instanceof MessageError, value)
        assert.doesNotMatch(error.message, /ann@|bob|Bcc|[\r\n\0]/, 'it quotes nothing')
        return true
      }, `${value} ${JSON.stringify(rest)}`)
    }
  }
})

test('a mail goes to one address', () => {
  for (const to of ['', 'ann', 'ann@example.com, bob@example.com', 'Ann <ann@example.com>']) {
    const message = /^MessageError: Cannot write the mail: its recipient is malformed$/
    assert.throws(() => write({ to }), message)
  }
  assert.throws(() => write({}, { date: new Date(NaN) }), /its date isn't valid/)
  assert.throws(() => write({}, { messageId: 'x' }), /its id is not name@host/)
})

test('quoted-printable leaves text readable', () => {
  const rows: [rule: string, text: string, encoded: string][] = [
    ['nothing', '', ''],
    ['plain text', 'Hello, "you"! a/b?c&d', 'Hello, "you"! a/b?c&d'],
    ['the sign itself', 'a=b', 'a=3Db'],
    ['other scripts', 'é€', '=C3=A9=E2=82=AC'],
    ['any line end becomes CRLF', 'a\nb\rc\r\nd\n', 'a\r\nb\r\nc\r\nd\r\n'],
    ['blanks at an end', 'a \nb\t\n c', 'a=20\r\nb=09\r\n c'],
    ['only the last blank', 'a  ', 'a =20'],
    ['control codes', '\0\x1b[1m\x7f', '=00=1B[1m=7F'],
    ['75 columns', 'x'.repeat(75), 'x'.repeat(75)],
    ['76 columns', 'x'.repeat(76), `${'x'.repeat(75)}=\r\nx`],
    ['no code is cut', `${'x'.repeat(73)}é`, `${'x'.repeat(73)}=\r\n=C3=A9`],
    ['a code that just fits', `${'x'.repeat(72)}=`, `${'x'.repeat(72)}=3D`],
  ]
  for (const [rule, text, encoded] of rows) {
    assert.equal(encodeQuotedPrintable(text), encoded, rule)
  }
})

const texts = [
  '', 'a', '=', '==3D', 'é'.repeat(500), '🌱'.repeat(200), ` ${'x '.repeat(300)}`,
  'a\n\n\nb\n.\n..\n',
  `https://go.example/reset?token=${'Ab0_-'.repeat(30)}&x=1`, '\t \t', '\u2028\u2029\u0085',
  '?= =?', '=?utf-8?B?w6k=?=', 'a?= =?b', '\0\x01\x7f',
]

test('any text comes back as it was', () => {
  for (const text of texts) {
    assert.equal(decodeQuotedPrintable(encodeQuotedPrintable(text)), text)
    const subject = text.replaceAll(/[\r\n\0]/g, ' ')
    assert.equal(decodeWords(encodeWords(subject)), subject)
    const read = readMessage(write({ subject, text: `${text}\n` }))
    assert.deepEqual(read, { ...mail, subject, text: `${text}\n`, date: envelope.date })
  }
})

test('every message is ASCII, in lines that end with CRLF and are short enough', () => {
  for (const text of texts) {
    const subject = text.replaceAll(/[\r\n\0]/g, ' ').slice(0, 200)
    const from = { name: 'é'.repeat(60), address: 'a@b.example' }
    const message = write({ subject, text }, { from })
    const end = message.indexOf('\r\n\r\n') + 2
    const short = /^(?:[\t\x20-\x7e]{0,76}\r\n)+$/
    const isPlain = headerOf(message, 'Content-Transfer-Encoding') === '7bit'
    assert.match(message.slice(0, end), short)
    assert.match(message.slice(end), isPlain ? /^(?:[\t\x20-\x7e]{0,998}\r\n)+$/ : short)
    assert.doesNotMatch(message, /[\t ]\r\n/, 'no line ends with a blank')
  }
})

test("what isn't a message of ours isn't read", () => {
  for (const text of ['', 'To: a@b\r\n', 'To: a@b\r\n\r\nx', 'Date: Sat, 31 Jan 2026\r\n\r\nx']) {
    assert.equal(readMessage(text), undefined)
  }
})
