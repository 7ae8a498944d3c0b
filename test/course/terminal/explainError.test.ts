import assert from 'node:assert/strict'
import test from 'node:test'
import { explainError } from '../../../src/course/terminal/explainError.ts'
import { WordsError } from '../../../src/course/terminal/words.ts'

function systemError(code: string, path?: string): Error {
  return Object.assign(new Error(`${code}: some words, open`), { code, ...(path && { path }) })
}

test('an error is one sentence that says what to do', () => {
  const advice = 'To work in another folder: add --my FOLDER'
  const rows: [error: unknown, text: string][] = [
    [
      systemError('EACCES', '/my'),
      `Can't write to /my: you aren't allowed to change it. ${advice}`,
    ],
    [systemError('EROFS', '/my'), `Can't write to /my: the disk is read-only. ${advice}`],
    [systemError('ENOSPC', '/my'), `Can't write to /my: the disk is full. ${advice}`],
    [systemError('EACCES'), 'EACCES: some words, open'],
    [systemError('EMFILE', '/my'), 'EMFILE: some words, open'],
    [new Error('There are no lessons'), 'There are no lessons'],
    ['thrown', 'thrown'],
  ]
  for (const [error, text] of rows) assert.equal(explainError(error), text)
  assert.match(explainError(new WordsError('What?')), /^What\?\n\nUsage: npm run learn/)
})
