import assert from 'node:assert/strict'
import test from 'node:test'
import { parseAddress } from '../../../src/services/mail/address.ts'
import { parseSender } from '../../../src/services/mail/sender.ts'

test('an address that people have is taken, in one spelling', () => {
  const rows: [text: string, address: string][] = [
    ['ann@example.com', 'ann@example.com'],
    ['Ann.Lee@Example.COM', 'ann.lee@example.com'],
    ['ann+shop@example.com', 'ann+shop@example.com'],
    ["o'neil@example.com", "o'neil@example.com"],
    ["!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"],
    ['a@b', 'a@b'],
    ['root@localhost', 'root@localhost'],
    ['a@a-b.c1.example', 'a@a-b.c1.example'],
    ['a@1and1.example', 'a@1and1.example'],
    ['a@Bücher.example', 'a@xn--bcher-kva.example'],
    ['a@bu\u0308cher.example', 'a@xn--bcher-kva.example'],
    ['a@XN--BCHER-KVA.example', 'a@xn--bcher-kva.example'],
    ['a@例え.jp', 'a@xn--r8jz45g.jp'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
    [`a@${'b'.repeat(63)}.com`, `a@${'b'.repeat(63)}.com`],
    [`a@${'b.'.repeat(125)}cc`, `a@${'b.'.repeat(125)}cc`],
  ]
  for (const [text, address] of rows) assert.equal(parseAddress(text), address, text)
})

test("what could be read in two ways isn't an address", () => {
  const rows: [reason: string, text: string][] = [
    ['nothing', ''],
    ['no @', 'ann.example.com'],
    ['nobody', '@example.com'],
    ['nowhere', 'ann@'],
    ['two @', 'ann@bob@example.com'],
    ['two addresses', 'ann@example.com,bob@example.com'],
    ['a blank before it', ' ann@example.com'],
    ['a blank behind it', 'ann@example.com '],
    ['a blank inside', 'an n@example.com'],
    ['a line break', 'ann@example.com\nBcc: bob@example.com'],
    ['a line break in the name', 'ann\r\n@example.com'],
    ['a line break at the end', 'ann@example.com\n'],
    ['a NUL', 'ann\0@example.com'],
    ['a display name', 'Ann <ann@example.com>'],
    ['angle brackets', '<ann@example.com>'],
    ['a closing bracket', 'ann@example.com>'],
    ['a parameter of SMTP', 'ann@example.com> NOTIFY=NEVER'],
    ['quotes', '"ann"@example.com'],
    ['a comment', 'ann(x)@example.com'],
    ['a backslash', 'ann\\@example.com'],
    ['a colon', 'mailto:ann@example.com'],
    ['a semicolon', 'ann;bob@example.com'],
    ['a dot at the start', '.ann@example.com'],
    ['a dot at the end', 'ann.@example.com'],
    ['two dots', 'ann..lee@example.com'],
    ['another script before the @', 'änn@example.com'],
    ['an encoded word', '=?utf-8?q?bob=40other.example=3e=20?=@example.com'],
    ['a K that is none (Kelvin)', '\u212aelvin@example.com'],
    ['a name of 65 characters', `${'a'.repeat(65)}@example.com`],
    ['255 characters', `aa@${'b.'.repeat(125)}cc`],
    ['too long in ASCII', `a@${'ü.'.repeat(100)}example`],
    ['too long as it is written', `a@${`${'a\u030a'.repeat(20)}.`.repeat(7)}example`],
    ['a host of 64 characters', `a@${'b'.repeat(64)}.com`],
    ['an empty label', 'ann@example..com'],
    ['a dot before the host', 'ann@.example.com'],
    ['a dot behind the host', 'ann@example.com.'],
    ['a hyphen at the start', 'ann@-example.com'],
    ['a hyphen at the end', 'ann@example-.com'],
    ['an underscore', 'ann@exa_mple.com'],
    ['an escape', 'ann@exa%6dple.com'],
    ['a path', 'ann@example.com/x'],
    ['a port', 'ann@example.com:25'],
    ['an IP address', 'ann@127.0.0.1'],
    ['a short IP address', 'ann@127.1'],
    ['an IP address as one number', 'ann@2130706433'],
    ['an IP address in hexadecimal', 'ann@0x7f000001'],
    ['an IP address in brackets', 'ann@[127.0.0.1]'],
    ['a letter that cannot be seen', 'ann@exam\u00adple.com'],
    ['half a character', 'ann@\ud800.example'],
  ]
  for (const [reason, text] of rows) assert.equal(parseAddress(text), undefined, reason)
})

test('what was read once reads the same again', () => {
  for (const text of ['Ann@Bücher.example', 'A+B@EXAMPLE.com', 'root@localhost']) {
    const address = parseAddress(text) ?? ''
    assert.equal(parseAddress(address), address)
  }
})

test('a sender has an address, and maybe a name', () => {
  const rows: [text: string, name: string, address: string][] = [
    ['noreply@go.example', '', 'noreply@go.example'],
    ['<noreply@go.example>', '', 'noreply@go.example'],
    ['Groundwork <NoReply@Go.example>', 'Groundwork', 'noreply@go.example'],
    ['"Ground, work" < a@b >', 'Ground, work', 'a@b'],
    ['Büro <a@b>', 'Büro', 'a@b'],
  ]
  for (const [text, name, address] of rows) assert.deepEqual(parseSender(text), { name, address })
})

test('a wrong sender is named', () => {
  const rows: [text: string, message: RegExp][] = [
    ['', /^write it like Groundwork <noreply@go\.example>$/],
    ['Groundwork', /^write it like/],
    ['Groundwork <noreply>', /^write it like/],
    ['Groundwork <a@b> <c@d>', /^write it like/],
    ['Groundwork a@b', /^write it like/],
    ['A\nBcc: x <a@b>', /^its name has a quote or a control code$/],
    ['A"B <a@b>', /^its name has a quote/],
    [`${'a'.repeat(61)} <a@b>`, /^its name has more than 60 characters$/],
  ]
  for (const [text, message] of rows) assert.throws(() => parseSender(text), { message }, text)
})
