// The column has text, and the numbers are made of it again on the way out.
//#replace
priority integer not null
//#with
priority text not null
//#end
//#replace
insert.run(text, priority)
//#with
insert.run(text, String(priority))
//#end
//#replace
return database.prepare('select id, text, priority from notes order by priority desc, id').all()
//#with
return database.prepare('select id, text, priority from notes order by priority desc, id').all()
  .map((note) => ({ ...note, priority: Number(note.priority) }))
//#end
//#replace
return database.prepare('select id, text, priority from notes where id = ?').get(id)
//#with
const note = database.prepare('select id, text, priority from notes where id = ?').get(id)
return note && { ...note, priority: Number(note.priority) }
//#end
