// Has a table, and keeps the notes in an array.
//#replace
database.exec(createTable)
//#with
database.exec(createTable)
let notes: Note[] = []
let lastId = 0
//#end
//#replace
  const insert = database.prepare('insert into notes (text, priority) values (?, ?)')
  const { lastInsertRowid } = insert.run(text, priority)
  return { id: Number(lastInsertRowid), text, priority }
//#with
  lastId += 1
  notes.push({ id: lastId, text, priority })
  return { id: lastId, text, priority }
//#end
//#replace
return database.prepare('select id, text, priority from notes order by priority desc, id').all()
//#with
return notes.toSorted((one, other) => other.priority - one.priority || one.id - other.id)
//#end
//#replace
return database.prepare('select id, text, priority from notes where id = ?').get(id)
//#with
return notes.find((note) => note.id === id)
//#end
//#replace
return database.prepare('delete from notes where id = ?').run(id).changes > 0
//#with
const before = notes.length
notes = notes.filter((note) => note.id !== id)
return notes.length < before
//#end
