// In which order the notes are listed. Without a second column in order by, SQLite gives notes of
// one priority as it finds them, by id. With an index that it likes better, they come in another
// order.

import { listNotes, type Note, type NoteTools } from './notes.ts'

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

/** Asks for a long list, and then while the table has an index, which is gone afterwards. */
export async function useLongList(tools: NoteTools): Promise<void> {
  const { change, fail, fresh } = tools
  const text = fresh.word()
  change(`with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 500)
    insert into notes (text, priority) select ?, n % 5 + 1 from numbers`, text)
  const { length } = (await listNotes(tools)).filter((note) => note.text === text)
  if (length < 500) {
    return fail('list-incomplete', {
      mark: 'body', expected: '500 notes that the check has added to the table',
      actual: `${length} of them`,
    })
  }
  change('delete from notes where text = ? and id % 50 > 0', text)
  change('create index check_other_index on notes (priority, text)')
  await expectOrder(tools, '. (The check has added an index. It changes only what no order by '
    + 'decides.)')
  change('drop index check_other_index')
}

function isSortedAsText(list: readonly Note[]): boolean {
  const texts = list.map(({ priority }) => String(priority))
  return texts.every((text, index) => index === 0 || text <= (texts[index - 1] ?? ''))
}

function tellOrder(list: readonly Note[]): string {
  return list.map(({ id, priority }) => `${priority} (id ${id})`).join(', ')
}
