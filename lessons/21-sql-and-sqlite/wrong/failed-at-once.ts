// Looks for a free id, and uses it a moment later.
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
  const last = database.prepare("select seq from sqlite_sequence where name = 'notes'").get()
  await new Promise((resolve) => setTimeout(resolve, 5))
  const id = Number(last?.seq ?? 0) + 1
  database.prepare('insert into notes (id, text, priority) values (?, ?, ?)').run(id, text, priority)
  return { id, text, priority }
}
//#end
