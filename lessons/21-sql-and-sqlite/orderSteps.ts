// In which order the notes are listed. Without a second column in order by, SQLite gives notes of
// one priority as it finds them, by id. With an index that it likes better, they come in another
// order.

import { addNote, listNotes, type Note, type NoteTools } from './notes.ts'

/** Fails unless the list is sorted. `after` says what has happened before. */
export async function expectOrder(tools: NoteTools, after = ''): Promise<void> {
  const list = await listNotes(tools)
  const byNumber = list.toSorted((one, other) => other.priority - one.priority || one.id - other.id)
  const wrong = list.findIndex(({ id }, index) => id !== byNumber[index]?.id)
  if (wrong === -1) return
  return tools.fail(isSortedAsText(list) ? 'ordered-as-text' : 'wrong-order', {
    mark: 'body', expected: tellOrder(byNumber), actual: `${tellOrder(list)}${after}`,
  })
}

/** Asks for the list while the table has an index, which is gone afterwards. */
export async function useOtherIndex(tools: NoteTools): Promise<void> {
  const priority = tools.fresh.integer(1, 1000)
  const text = tools.fresh.word()
  for (let count = 0; count < 2; count += 1) await addNote(tools, { text, priority })
  tools.change('create index check_other_index on notes (priority, text)')
  await expectOrder(tools, '. (The check has added an index. It may change only what no order by '
    + 'decides.)')
  tools.change('drop index check_other_index')
}

function isSortedAsText(list: readonly Note[]): boolean {
  const texts = list.map(({ priority }) => String(priority))
  return texts.every((text, index) => index === 0 || text <= (texts[index - 1] ?? ''))
}

function tellOrder(list: readonly Note[]): string {
  return list.map(({ id, priority }) => `${priority} (id ${id})`).join(', ')
}
