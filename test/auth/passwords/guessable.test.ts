import assert from 'node:assert/strict'
import test from 'node:test'
import { isGuessable } from '../../../src/auth/passwords/guessable.ts'

test('what most people choose is refused', () => {
  const rows: [kind: string, passwords: string][] = [
    ['a word', 'password football princess sunshine starwars superman whatever michelle'],
    ['a word in capitals', 'PASSWORD Password pASSword SunShine'],
    ['a word and a digit or more', 'password1 monkey123 charlie1 dragon99 jordan2300 2024summer'],
    ['and a sign', 'Password1! Summer2024! Winter2023? !!football'],
    ['look-alikes', 'passw0rd p@ssw0rd Pa$$w0rd1 P4SSW0RD!! 5un5h1ne m1che11e dr@g0n12 |iverpoo|'],
    ['backwards', 'drowssap 1drowssap 321nogard'],
    ['twice', 'testtest loveLOVE passwordpassword dragondragon1'],
    ['two words', 'iloveyou2 lovemonkey dragonball hello-world bigdaddy masterkey'],
    ['a language', 'passwort1 motdepasse contraseña schatz123 azerty123 gfhjkm12'],
    ['one character', 'aaaaaaaa 11111111 !!!!!!!! ああああああああ'],
    ['a group again and again', 'abababab 12121212 abcabcabc xy7xy7xy7 q1q1q1q1 kX9#kX9#'],
    ['digits in a row', '12345678 123456789 1234567890 87654321 0987654321 01234567'],
    ['letters in a row', 'abcdefgh hgfedcba abcd1234 abc12345 stuvwxyz'],
    ['keys in a row', 'qwertyui asdfghjkl zxcvbnm1 qwertz123 poiuytre !@#$%^&* qwer1234 asdf1234'],
    ['keys across', '1qaz2wsx zaq12wsx qazwsxedc 1q2w3e4r 1q2w3e4r5t q1w2e3r4 a1b2c3d4 147258369'],
    ['runs together', '123qweasd qweasdzxc 123qwe123 zxcasdqwe 1234abcd abcdytrewq'],
    ['a year twice', '19841984 20242025'],
    ['a date', '01011980 04.05.1987 4/5/1987 1987-05-04 19870504 31-12-99 anna31/12/1999'],
    ['a telephone number', '01712345678 4932117755 555123987'],
    ['a month and a year', 'december2025 April1999!'],
    ['again with a mark', 'hunter2-hunter2 kX9#_kX9# xy7.xy7.xy7 -a--a--a-a --------'],
    ['Russian', 'пароль123 йцукен12 Йцукенгш gfhjkm123'],
    ['wide letters', 'ｐａｓｓｗｏｒｄ'],
    ['marks', 'pássword pa\u0308sswo\u0308rd'],
    ['a common one with digits', 'ncc1701d ncc1701d1 !!trustno1!! 99rush2112 xmen1234! aabbccdd'],
  ]
  for (const [kind, passwords] of rows) {
    for (const password of passwords.split(' ')) {
      assert.ok(isGuessable(password), `${kind}: ${password}`)
    }
  }
  assert.ok(isGuessable('monkey dragon'), 'two words with a space')
  assert.ok(isGuessable('paperclip ocean'), 'two words with a space')
  assert.ok(isGuessable('hunter2 hunter2'), 'twice, with a space')
  assert.ok(isGuessable('password\n'), 'a line break')
})

test('what is not guessed first is left alone', () => {
  const passwords = [
    'violet tractor hums at noon', 'correct horse battery staple', 'mein Fahrrad hat drei Räder',
    'purple-monkey-dishwasher', 'monkey sunshine dragon coffee', 'snail paper cloud',
    'zebra crossing at dawn', 'angry little teapot', 'moonlit harbour',
    'h4mster wheel spins', 'почтальон ест суп', '青い自転車でゆく朝', '🦊🌵🚲🍄🎺🧊🪁🛶',
    'kX9#mQ2v', 'tr7Gz!pw', 'xkqzvbtw', 'Kv8wTn2p', 'gw-V7fQ2pLx', '%&/(!?=$#', '4932117755038',
    'Tr0ub4dor&3', 'kX9#mQ2vkX9#mQ2v', 'gh7391kl', '\ud800tr7Gz!p', 'kX9#__kX9#', 'kX9#-kX9#?',
  ]
  for (const password of passwords) assert.ok(!isGuessable(password), password)
})

test('three pieces are too few and four are not', () => {
  const rows: [password: string, isRefused: boolean][] = [
    ['monkeydragontiger', true],
    ['monkey7tiger', true],
    ['monkeydragontigereagle', false],
    ['monkey7tiger7', false],
    ['qwertymonkey04051987', true],
    ['qwerty-monkey04051987', false],
  ]
  for (const [password, isRefused] of rows) {
    assert.equal(isGuessable(password), isRefused, password)
  }
})

test('words of one own count like the others', () => {
  assert.ok(!isGuessable('vextrolp1'))
  assert.ok(isGuessable('vextrolp1', ['Vextrolp']))
  assert.ok(isGuessable('v3xtr0lp-1', ['vextrolp']))
  assert.ok(isGuessable('1plortxev', ['vextrolp']))
  assert.ok(isGuessable('Véxtrolp!', ['vextrólp']))
  // A short one would be found in everything.
  assert.ok(!isGuessable('qwertyab9#', ['', 'ab', '9#']))
})

// No time is asserted: if the search grew with the number of ways, this would not come to an end.
test('the longest passwords are looked through as well', () => {
  const once = ['aXb', 'love', 'qwerty123', '1qaz', '04051987', 'i1l!|']
  for (const part of once) {
    const long = `${part.repeat(400)}`.slice(0, 1024)
    assert.equal(typeof isGuessable(`${long}?`), 'boolean')
    assert.ok(!isGuessable(`k#v${part}Zw?x${part}mQ`.padEnd(40, 'kq9')), part)
  }
  for (const mark of [' ', '_', '.', '-']) {
    assert.ok(isGuessable(`${mark.repeat(1023)}x`), `many ${JSON.stringify(mark)}`)
  }
})
