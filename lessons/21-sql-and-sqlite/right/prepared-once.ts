// Prepares each statement once, and lets the insert return the row.
//#replace
const insert = database.prepare('insert into notes (text, priority) values (?, ?)')
const { lastInsertRowid } = insert.run(text, priority)
return { id: Number(lastInsertRowid), text, priority }
//#with
const { id, ...rest } = insert.get({ text, priority }) ?? {}
return { ...rest, id: Number(id), text, priority }
//#end
//#replace
return database.prepare('select id, text, priority from notes order by priority desc, id').all()
//#with
return list.all()
//#end
//#replace
database.exec(createTable)
//#with
database.exec('pragma journal_mode = wal')
database.exec(createTable)
const insert = database.prepare(
  'insert into notes (text, priority) values (:text, :priority) returning *')
const list = database.prepare('select * from notes order by -priority, id asc')
//#end
