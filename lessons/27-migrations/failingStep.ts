// A step that fails in the middle, because two old contacts have the same address, and the next
// start, after somebody has repaired that.

import { step, type StartAttempt } from '../../src/course/check/check.ts'
import {
  fileAt, freshContacts, judgeUpdate, lastVersion, lastWords, namesNumber, readFile,
  type AddressBookTools, type FileState, type FindingId,
} from './addressBook.ts'
import { judgeTransactions } from './transactions.ts'

export const failingStep = step<FindingId>('A step that fails changes nothing', async (tools) => {
  const contacts = freshContacts(tools.fresh)
  const [first] = contacts
  if (first === undefined) return
  const twin = { ...first, id: first.id + 5_000, email: first.email.toUpperCase() }
  await tools.stop()
  tools.replaceDatabase(fileAt(2, [...contacts, twin]))
  const before = readFile(tools)
  const attempt = await tools.tryStart()
  judgeChanges(tools, before)
  if (attempt.isListening) await tools.stop()
  tools.change('delete from contacts where id = ?', twin.id)
  // If the program can't update a good file either, that's the mistake to name.
  await judgeUpdate(tools, 2, contacts)
  judgeRefusal(tools, attempt)
  judgeTransactions(tools)
}, { deadlineMs: 20_000 })

function judgeChanges(tools: AddressBookTools, before: FileState): void {
  const { fail, query } = tools
  const after = readFile(tools)
  const [expected, actual] = [JSON.stringify(before), JSON.stringify(after)]
  if (actual === expected) return
  if (after.contacts.length < before.contacts.length) return fail('data-lost', { expected, actual })
  const indexes = query(`select name from pragma_index_list('contacts') where "unique" = 1`)
  if (indexes.length > 0) {
    // Without small letters, the addresses differ, and step 3 doesn't fail.
    const hasCapitals = after.contacts.some(({ email }) => /[A-Z]/.test(String(email)))
    return fail(hasCapitals ? 'address-not-lowered' : 'data-changed', { expected, actual })
  }
  if (after.columns.includes('created_at') || after.version === lastVersion) {
    return fail('step-skipped', { expected, actual })
  }
  if (after.version !== before.version) return fail('version-ahead', { expected, actual })
  fail('half-applied', { expected, actual })
}

function judgeRefusal({ fail }: AddressBookTools, attempt: StartAttempt): void {
  const expected = 'a refusal, because step 3 fails: two contacts have one address'
  if (attempt.isListening) return fail('started-anyway', { expected, actual: 'It listens' })
  if (!namesNumber(attempt, 3)) {
    return fail('step-not-named', { expected, actual: lastWords(attempt) })
  }
  if (attempt.code === 0) return fail('ended-with-zero', { expected, actual: 'the code 0' })
}
