// What a person reads in the source is idiomatic English: no comment and no message has one of the
// phrases that proseRules.ts lists. Lesson: testing (tour)

import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { allowedPhrases, phraseProblems, phraseRules } from './proseRules.ts'
import { proseOf } from './proseText.ts'

const root = join(import.meta.dirname, '..')
// Files that still have such phrases: the list may only shrink.
const pending: readonly string[] = []
const paths = [
  ...globSync(['{src,lessons}/**/*.ts', 'src/**/*.js'], { cwd: root }), 'schema.sql',
]
const files = paths.map((path) => path.replaceAll('\\', '/')).sort()
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

test('comments and messages have no phrase that a native speaker would stumble over', () => {
  assert.ok(files.length > 300)
  const checked = files.filter(({ path }) => !pending.includes(path))
  assert.deepEqual(checked.flatMap(phraseProblems), [])
})

const testNames = /^\s*(?:await )?(?:t\.)?test\((['"`])(.*?)\1,/gm

test('test names have no such phrase either', () => {
  const names = globSync('test/**/*.test.ts', { cwd: root }).flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(testNames)]
      .map(([, , name = '']) => ({ path, text: `// ${name}\n` })))
  assert.ok(names.length > 1_000)
  assert.deepEqual(names.flatMap(phraseProblems), [])
})

const caught: [sentence: string, phrase: string][] = [
  ['Whoever has the key may read it.', 'Whoever'],
  ["It ends the session, whoever's it is.", "whoever's"],
  ['A name that stands twice is refused.', 'stands'],
  ['What stands in the file is kept.', 'stands'],
  ['A comma may stand there.', 'stand'],
  ['It is what stood before.', 'stood'],
  ['The text standing in the file is kept.', 'standing in'],
  ['Your copy lies in the folder.', 'lies in'],
  ['A name may lie at the end.', 'lie at'],
  ['It lies behind the mark.', 'lies behind'],
  ['This is no URL.', 'is no URL'],
  ['These bytes are no letter.', 'are no letter'],
  ['That was no accident at all, and this is no link.', 'is no link'],
  ["It's no address.", "'s no address"],
  ['The parent is no other folder than this.', 'is no other'],
  ['It is no header.', 'is no header'],
  ['There it is no link.', 'is no link'],
  ['It must be no link.', 'be no link'],
  ['Browsers keep it for ever.', 'for ever'],
  ['What is inside of it is copied.', 'inside of'],
  ['Outside of the root there is nothing.', 'Outside of'],
  ['First one has to sign in.', 'one has to'],
  ['Code that one can read.', 'one can'],
  ['A token that counts no more is deleted.', 'no more'],
  ['The body is packed or not.', 'packed'],
  ['Clients can unpack it.', 'unpack'],
  ['Its wishes have weights.', 'wishes'],
  ['Without a wish, all of them.', 'wish'],
]

test('the lint catches each phrase that it should, in any kind of text', () => {
  for (const [sentence, phrase] of caught) {
    assert.deepEqual(phrasesOf(`// ${sentence}\n`), [phrase], sentence)
    assert.deepEqual(phrasesOf(`/** ${sentence} */`), [phrase], sentence)
    assert.deepEqual(phrasesOf(`const a = "${sentence}"`), [phrase], sentence)
    assert.deepEqual(phrasesOf(`const a = \`${sentence}\``), [phrase], sentence)
  }
})

test('each rule catches a sentence of the table', () => {
  for (const { pattern } of phraseRules) {
    assert.ok(caught.some(([sentence]) => sentence.search(pattern) !== -1), String(pattern))
  }
})

const passed: string[] = [
  'The accounts are no longer linked.',
  "It's no longer valid.",
  'It is no more than one digit, and no wider than a line.',
  'They are no different.',
  'That was no accident.',
  'There is no file here, and there are no folders.',
  "There's no such user.",
  'There must be no choice, and there has been no mail.',
  'It has no name.',
  'It is not a URL, and these are not letters.',
  'An array stands for several lines.',
  'It is what the token stood for.',
  'The text is kept as it stands.',
  'A lock stands in the way.',
  'You understand it: it is standard, and outstanding.',
  'Headers can lie, and a length that lies is refused.',
  'A date in the future would be a lie.',
  'An earlier one may have been caught.',
  'A longer one has to be folded, and the third one has to end there.',
  "A thief who knows the old one can't undo it.",
  'Another one may be meant, and the public one can check it.',
  'The client is told that and no more. NIST allows no more.',
  'No more bytes will come.',
  'Caches keep it forever.',
  'It is inside the folder, or outside.',
  'Run npm pack and look at the unpacked npm package.',
  'A backpack of packages and packets.',
  'Its wish list is long.',
]

test('the lint lets good English pass', () => {
  for (const sentence of passed) assert.deepEqual(phrasesOf(`// ${sentence}\n`), [], sentence)
})

test('each exception has a sentence that needs it', () => {
  for (const { phrase, reason } of allowedPhrases) {
    assert.ok(passed.some((text) => text.search(phrase) !== -1), reason)
  }
})

test('the scan reads what a person reads, and nothing else', () => {
  const rows: [source: string, phrases: string[]][] = [
    ['const whoever = packed // fine', []],
    ['const a = `${packed} ${whoever(`x`)} y`', []],
    ['const a = `${b ? `whoever` : "no"} y`', ['whoever']],
    ['const a = `${{ b: { c: 1 } }} whoever`', ['whoever']],
    ['const a = /whoever/', []],
    ["const a = b / 2 + 'whoever' / 2", ['whoever']],
    ["const a = /[/'\"]/.test(b) // whoever", ['whoever']],
    ["const a = 'http://b.example' // whoever", ['whoever']],
    ['// for\n// ever\n', ['for ever']],
    ['  // for\n  // ever\n', ['for ever']],
    ['/**\n * for\n * ever\n */', ['for ever']],
    ['// for\n\n// ever\n', []],
    ["const a = 'for '\n  + 'ever'", ['for ever']],
    ["const a = 'for ' +\n  'ever'", ['for ever']],
    ["const a = ['for ', 'ever']", []],
    ['const a = `for\never`', ['for ever']],
    ["const a = 'for\\never'", ['for ever']],
    ['const a = `for ${b} ever`', []],
    ['const a = `this is no ${b}`', ['is no …']],
    ["const a = 'it isn\\'t whoever'", ['whoever']],
  ]
  for (const [source, phrases] of rows) assert.deepEqual(phrasesOf(source), phrases, source)
})

test('of SQL, only comments are read', () => {
  const source = "select 'whoever -- no' from packed -- it isn't whoever's\n-- for\n-- ever\n"
  assert.deepEqual(phrasesOf(source, 'a.sql'), ["whoever's", 'for ever'])
})

test('a problem names file, line and phrase', () => {
  const text = 'const a = 1\n\n// It is kept\n// for ever.\n// Whoever.\n'
  assert.deepEqual(phraseProblems({ path: 'src/a.ts', text }), [
    'src/a.ts:4 says "for ever": write forever',
    'src/a.ts:5 says "Whoever": write anyone who, if you',
  ])
})

test('every character of a text keeps its place', () => {
  for (const { path, text } of files) {
    for (const { text: prose, start } of proseOf(text, path.endsWith('.sql') ? 'sql' : 'ts')) {
      const original = text.slice(start, start + prose.length)
      const moved = [...prose.matchAll(/[^\s\0]/g)]
        .filter(({ 0: character, index }) => original[index] !== character)
      assert.deepEqual(moved, [], `${path}: ${prose.slice(0, 60)}`)
    }
  }
})

function phrasesOf(text: string, path = 'src/a.ts'): (string | undefined)[] {
  return phraseProblems({ path, text }).map((problem) => /says "([^]*)": write/.exec(problem)?.[1])
}
