import assert from 'node:assert/strict'
import test from 'node:test'
import { passwordIssues } from '../../../src/auth/passwords/passwordRules.ts'

const ann = { email: 'ann.smith7@mill.example', name: 'Ann Smith' }

test('a password has at least 8 characters', () => {
  const guessable =
    'This password is easily guessed: choose four words that do not belong together'
  const tooShort = ['Use at least 8 characters']
  const rows: [password: string, issues: string[]][] = [
    ['', tooShort],
    ['tr7Gz!p', tooShort],
    ['tr7Gz!pw', []],
    ['        ', [guessable]],
    // An emoji is one character, though two in UTF-16 and four in UTF-8.
    ['🦊🌵🚲🍄🎺🧊🪁', tooShort],
    ['🦊🌵🚲🍄🎺🧊🪁🛶', []],
    // A letter and its mark are one, as they are when it is hashed.
    ['e\u0301a\u0300o\u0302u\u0308i\u0308n\u0303c\u0327', tooShort],
    ['青い自転車でゆく朝', []],
  ]
  for (const [password, issues] of rows) assert.deepEqual(passwordIssues(password, ann), issues)
})

test('and at most 1 KiB, which is refused and not cut', () => {
  const phrase = 'violet tractor hums at noon; '
  const rows: [password: string, isTooLong: boolean][] = [
    [phrase.repeat(40).slice(0, 64), false],
    [`x${phrase.repeat(40).slice(0, 1023)}`, false],
    [`x${phrase.repeat(40).slice(0, 1024)}`, true],
    [`x${phrase.repeat(40).slice(0, 1021)}é`, false],
    [`x${phrase.repeat(40).slice(0, 1022)}é`, true],
    ['x'.repeat(100_000), true],
  ]
  for (const [password, isTooLong] of rows) {
    const issues = isTooLong ? ['Use at most 1024 bytes'] : []
    assert.deepEqual(passwordIssues(password, ann), issues, `${password.length} characters`)
  }
})

test('no capitals, digits or signs are asked for', () => {
  for (const password of ['xkqzvbtw', 'snail paper cloud', '%&/(!?=$#', '4932117755038']) {
    assert.deepEqual(passwordIssues(password, ann), [], password)
  }
})

test("the account's own name and address are refused, in simple variations too", () => {
  const own = ['This password is made of your name or address: choose other words']
  const rows: [password: string, who: { email: string; name: string }][] = [
    ['ann.smith7@mill.example', ann],
    ['ANN.SMITH7@MILL.EXAMPLE', ann],
    ['ann.smith7', ann],
    ['ann.smith', ann],
    ['annsmith', ann],
    ['Ann Smith', ann],
    ['AnnSmith1987', ann],
    ['smith.ann', ann],
    ['Smith2024!!', ann],
    ['4nn5m1th!', ann],
    ['SmithSmith1', ann],
    ['htimsnna', ann],
    ['mill.example', ann],
    ['millmill1', ann],
    ['Ånn-Smïth', ann],
    ['Zoë-Müller', { email: 'z@mill.example', name: 'Zoë Müller' }],
    ['zoemuller', { email: 'z@mill.example', name: 'Zoë Müller' }],
    ['correct horse battery', { email: 'z@mill.example', name: 'Correct Horse Battery' }],
    ['zyxommakvurtplee7', { email: 'z@mill.example', name: 'Zyx Ommak Vurt Plee' }],
    ['почтальон1', { email: 'z@mill.example', name: 'Почтальон Печкин' }],
  ]
  let ownOnly = 0
  for (const [password, who] of rows) {
    // Some are among the passwords that are tried first for everybody.
    const anyway = passwordIssues(password, { email: '', name: '' })
    assert.deepEqual(passwordIssues(password, who), anyway.length > 0 ? anyway : own, password)
    ownOnly += anyway.length > 0 ? 0 : 1
  }
  assert.ok(ownOnly > rows.length / 2, String(ownOnly))
})

test('the name of the service is refused, in simple variations too', () => {
  const issue = 'This password is made of the name of this site: choose other words'
  const refused = ['groundwork', 'Groundwork', 'groundwork1', 'Groundwork2024!', 'gr0undw0rk!!',
    'krowdnuorg', 'groundworkgroundwork', '-groundwork-', 'vextrolp.example', 'vextrolp1',
    'V3xtrolp2025', 'go.vextrolp.example', 'govextrolpexample',
    'https://go.vextrolp.example', 'shortener1', 'groundwork-shortener']
  for (const password of refused) {
    const issues = passwordIssues(password, { ...ann, site: 'go.vextrolp.example' })
    assert.equal(issues.length, 1, password)
    if (password.toLowerCase().includes('xtrolp')) assert.deepEqual(issues, [issue])
  }
  assert.deepEqual(passwordIssues('vextrolp1', ann), [], 'elsewhere it is a word like others')
  assert.equal(passwordIssues('groundwork99', ann).length, 1, 'whatever the host is')
  const good = 'violet tractor hums at noon'
  for (const site of ['localhost', '127.0.0.1', '[::1]', 'a.b', 'xn--bcher-kva.example', '']) {
    assert.deepEqual(passwordIssues(good, { ...ann, site }), [], site)
  }
})

test('a name that is short, empty or strange refuses nothing else', () => {
  const names = ['', ' ', 'A', 'Li', '.', '.*', '(', '\\', '$&', '__proto__', 'a b c', '\u0301']
  for (const name of names) {
    const who = { email: 'a@b.example', name }
    assert.deepEqual(passwordIssues('violet tractor hums at noon', who), [], name)
    assert.deepEqual(passwordIssues('tr7Gz!pw', who), [], name)
  }
  assert.deepEqual(passwordIssues('tr7Gz!pw', { email: '', name: '' }), [])
})

test('a name inside a good password does not spoil it', () => {
  for (const password of ['smith tractor hums at noon', 'ann+kX9#mQ2v', 'kX9#mQ2v-smith']) {
    assert.deepEqual(passwordIssues(password, ann), [], password)
  }
})
