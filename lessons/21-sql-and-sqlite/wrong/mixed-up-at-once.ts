// Takes the id of the newest row after an await. By then, it can be another request's row.
//#replace
const note = addNote(await readDraft(request))
//#with
const note = await addNote(await readDraft(request))
//#end
//#replace
function addNote({ text, priority }: Draft): Note {
  const insert = database.prepare('insert into notes (text, priority) values (?, ?)')
  const { lastInsertRowid } = insert.run(text, priority)
  return { id: Number(lastInsertRowid), text, priority }
}
//#with
async function addNote({ text, priority }: Draft): Promise<Note> {
  database.prepare('insert into notes (text, priority) values (?, ?)').run(text, priority)
  await new Promise((resolve) => setTimeout(resolve, 5))
  const newest = database.prepare('select max(id) as id from notes').get()
  return { id: Number(newest?.id), text, priority }
}
//#end
