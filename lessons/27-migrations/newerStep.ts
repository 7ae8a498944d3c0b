// A file that a newer version of the program has used: it has a step, and a column, that this
// version doesn't know.

import { step } from '../../src/course/check/check.ts'
import {
  fileAt, freshContacts, lastVersion, lastWords, readFile, type FindingId,
} from './addressBook.ts'

const version = lastVersion + 1

export const newerStep = step<FindingId>('A newer file is refused', async (tools) => {
  const { fresh, fail } = tools
  await tools.stop()
  tools.replaceDatabase(`${fileAt(lastVersion, freshContacts(fresh))};
    alter table contacts add column ${fresh.word()}_at text; pragma user_version = ${version}`)
  const before = JSON.stringify(readFile(tools))
  const attempt = await tools.tryStart()
  const after = JSON.stringify(readFile(tools))
  const expected = `a refusal of a file at version ${version}`
  if (after !== before) return fail('newer-changed', { expected: before, actual: after })
  if (attempt.isListening) return fail('newer-opened', { expected, actual: 'The program listens' })
  // Not a part of another number, of a version, or of a place in a file.
  const isNamed = new RegExp(`(?<![\\w:.])${version}(?!\\w|\\.\\d)`).test(attempt.output)
  if (!isNamed) return fail('newer-not-named', { expected, actual: lastWords(attempt) })
  if (attempt.code === 0) return fail('ended-with-zero', { expected, actual: 'the code 0' })
}, { deadlineMs: 20_000 })
