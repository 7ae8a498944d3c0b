import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { parseGlossary, readGlossary } from '../../../src/course/lessons/glossary.ts'
import { headingId, headingIds } from '../../../src/course/lessons/headingId.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

test('a term is a heading and what is below it', () => {
  const text = '# Glossary\n\nAll words.\n\n## Status code\n\nA number.\n\nThree digits.\n\n'
    + '## TCP\nA stream.\n'
  assert.deepEqual(parseGlossary(text), [
    { name: 'Status code', id: 'status-code', text: 'A number.\n\nThree digits.' },
    { name: 'TCP', id: 'tcp', text: 'A stream.' },
  ])
})

test('a term without a text, or there twice, is refused', () => {
  assert.throws(() => parseGlossary('## A\n\n## B\nText'), /says nothing about A$/)
  assert.throws(() => parseGlossary('## A\nText\n\n## a\nText'), /has a twice$/)
})

test('the glossary is read from the folder, and empty when it is not there', (t) => {
  const folder = temporaryFolder(t)
  assert.deepEqual(readGlossary(folder), [])
  writeFileSync(join(folder, 'glossary.md'), '## TCP\r\n\r\nA stream.\r\n')
  assert.deepEqual(readGlossary(folder), [{ name: 'TCP', id: 'tcp', text: 'A stream.' }])
})

test('a heading has the id that code hosts give it', () => {
  const rows: [heading: string, id: string][] = [
    ['Break it', 'break-it'], ["What's a port?", 'whats-a-port'],
    ['The `Host` line', 'the-host-line'],
    ['A **bold** word', 'a-bold-word'], ['200, 201 & 204', '200-201--204'], ['Größe', 'größe'],
    ['[A link](https://a.example)', 'a-link'], ['snake_case-name', 'snake_case-name'],
  ]
  for (const [heading, id] of rows) assert.equal(headingId(heading), id)
  const ids = headingIds(['More', 'Other', 'More', 'more'])
  assert.deepEqual(ids, ['more', 'other', 'more-1', 'more-2'])
})
