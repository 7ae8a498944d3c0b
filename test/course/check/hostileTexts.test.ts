import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { createFresh } from '../../../src/course/check/fresh.ts'
import { hostileTexts } from '../../../src/course/check/hostileTexts.ts'

test('hostile texts are the same for a seed, and valid Unicode', () => {
  const texts = hostileTexts(createFresh(1))
  assert.deepEqual(hostileTexts(createFresh(1)), texts)
  assert.notDeepEqual(hostileTexts(createFresh(2)), texts)
  assert.deepEqual(texts.filter((text) => !text.isWellFormed()), [])
})

test('all of them survive as parameters, and some of them break a statement', () => {
  const database = new DatabaseSync(':memory:')
  database.exec('create table notes (text text not null) strict')
  const texts = hostileTexts(createFresh(3))
  const isKept = (text: string) => {
    const row = database.prepare('insert into notes values (?) returning text').get(text)
    return row?.['text'] === text
  }
  assert.deepEqual(texts.filter((text) => !isKept(text)), [])
  const isQuoted = (text: string) => {
    try {
      return database.prepare(`select '${text}' as text`).get()?.['text'] === text
    } catch {
      return false
    }
  }
  assert.ok(texts.filter((text) => !isQuoted(text)).length > 3)
  database.close()
})
