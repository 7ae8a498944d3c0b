// Asks for the id a turn of the event loop later. By then, it can be that of another request's row.
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
  await new Promise((resolve) => setImmediate(resolve))
  const last = database.prepare('select last_insert_rowid() as id').get()
  return { id: Number(last?.id), text, priority }
}
//#end
