import assert from 'node:assert/strict'
import test from 'node:test'
import { shortPath } from '../../../src/course/terminal/shortPath.ts'
import { median } from '../../../src/course/terminal/time.ts'
import { readWords, WordsError, type Words } from '../../../src/course/terminal/words.ts'

test('words are read', () => {
  const rows: [words: string, expected: Partial<Words>][] = [
    ['', { command: undefined, my: 'my', port: 4_000, lessons: undefined, poll: false }],
    ['check 13 --seed 5 --json', { command: 'check', object: '13', seed: 5, asJson: true }],
    [
      'check methods --command python3',
      { object: 'methods', learnerCommand: 'python3', asJson: false },
    ],
    ['--port 0 --my a --lessons b --poll', { port: 0, my: 'a', lessons: 'b', poll: true }],
    ['export file.json', { command: 'export', object: 'file.json' }],
    ['run 1 http://a b', { command: 'run', object: '1', args: ['http://a', 'b'] }],
    ['run 1 --poll -- --loud', { args: ['--loud'], poll: true }],
    ['try 9 slow', { command: 'try', object: '9', args: ['slow'] }], ['try 9', { args: [] }],
    ['send a\\r\\n b', { command: 'send', object: 'a\\r\\n', args: ['b'], port: 3_001 }],
    ['run 1', { port: 3_001 }], ['try 1', { port: 3_002 }], ['try 1 --port 80', { port: 80 }],
    ['class exports', { command: 'class', object: 'exports', csv: undefined }],
    ['class exports --csv a.csv', { object: 'exports', csv: 'a.csv' }],
    ['class exports --csv', { csv: 'class.csv' }],
    ['class --csv --my a exports', { object: 'exports', csv: 'class.csv', my: 'a' }],
    ['list', { command: 'list' }], ['time', { command: 'time' }], ['--help', { command: 'help' }],
    ['check 8 -h', { command: 'help' }],
    ['start 27 --from-reference', { command: 'start', object: '27', fromReference: true }],
    ['changes 26', { command: 'changes', object: '26', fromReference: false }],
    ['changes 26 main.ts', { command: 'changes', object: '26', args: ['main.ts'] }],
  ]
  for (const [words, expected] of rows) {
    const read = readWords(words.split(' ').filter((word) => word !== ''))
    assert.deepEqual({ ...read, ...expected }, read, words)
  }
})

test('words that cannot be understood are named', () => {
  const rows: [words: string, reason: RegExp][] = [
    ['fly 8', /no command fly/], ['run', /run needs a LESSON/], ['try', /try needs a LESSON/],
    ['send', /send needs BYTES/],
    ['class', /class needs a FOLDER/], ['check', /check needs a LESSON/],
    ['export', /export needs a FILE/],
    ['check 8 9', /9 is one argument too many/], ['changes 8 a b', /^b is one argument too many/],
    ['list 8', /8 is one argument too many/],
    ['--port 65536', /--port 65536: write a whole number/], ['check 8 --seed x', /--seed x/],
    ['--colour', /^Unknown option '--colour'$/], ['--port', /port/],
  ]
  for (const [words, reason] of rows) {
    assert.throws(
      () => readWords(words.split(' ')),
      (error) => error instanceof WordsError && reason.test(error.message),
      words,
    )
  }
})

test('a path inside the folder is short', () => {
  const rows: [path: string, short: string][] = [
    ['/a/my/01/exercise.ts', 'my/01/exercise.ts'], ['/b/my', '/b/my'], ['/a', '/a'],
  ]
  for (const [path, short] of rows) assert.equal(shortPath(path, '/a').replaceAll('\\', '/'), short)
})

test('the median is the one in the middle', () => {
  const rows: [numbers: number[], middle: number][] = [[[3], 3], [[9, 1, 5], 5], [[4, 1, 10, 2], 3]]
  for (const [numbers, middle] of rows) assert.equal(median(numbers), middle)
})
