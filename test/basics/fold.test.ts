import assert from 'node:assert/strict'
import test from 'node:test'
import { fold, parseTerms } from '../../src/basics/fold.ts'

test('folding makes alike what differs only in case or in the way of writing an accent', () => {
  const rows: [left: string, right: string, isAlike: boolean][] = [
    ['ABC', 'abc', true], ['Äpfel', 'äPFEL', true], ['a\u0308', 'Ä', true], ['a', 'ä', false],
    ['STRASSE', 'straße', true], ['ΟΔΟΣ', 'οδος', true], ['ПРИВЕТ', 'привет', true],
    ['ﬁ', 'FI', true],
    ['İstanbul', 'istanbul', true], ['ISPARTA', 'ısparta', true], ['I\u0307', 'i', true],
    ['Donau\u00ADdampf', 'donaudampf', true], ['a\u200B\u2060b', 'ab', true],
    ['\u2764\uFE0F', '\u2764', true], ['\u202Babc\u202C', 'abc', true],
    ['Ann\u2019s', "ann's", true], ['ＡＢＣ１', 'abc1', true], ['ｶﾞｷﾞ', 'ガギ', true], ['か', 'カ', false],
    ['GROẞ', 'groß', true], ['ẞ', 'SS', true], ['\0', '\0', true], ['1', '¹', false],
  ]
  for (const [left, right, isAlike] of rows) {
    assert.equal(fold(left) === fold(right), isAlike, `${left} ${right}`)
  }
})

test('folding comes to an end: what is folded stays as it is', () => {
  const texts = [
    'ABC', 'Äß', 'ΟΔΟΣ', 'İi', 'ｶﾞ', 'i\u00AD\u0307', 'İ\u0307',
    'ẞ', 'ǰ', 'ﬁ', 'ŉ', 'a\u0308', 'Å', '%2F',
  ]
  for (const text of texts) assert.equal(fold(fold(text)), fold(text), text)
})

test('terms are the words of a search, each once and at most eight', () => {
  const rows: [search: string, terms: string[]][] = [
    ['', []], ['  ', []], ['A', ['a']], [' a\t B\u00a0a ', ['a', 'b']],
    ['a b c d e f g h i j', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']],
  ]
  for (const [search, terms] of rows) assert.deepEqual(parseTerms(search), terms, search)
})
