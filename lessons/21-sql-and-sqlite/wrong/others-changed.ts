// Removes all notes.
//#replace
return database.prepare('delete from notes where id = ?').run(id).changes > 0
//#with
return findNote(id) !== undefined && database.prepare('delete from notes').run().changes > 0
//#end
