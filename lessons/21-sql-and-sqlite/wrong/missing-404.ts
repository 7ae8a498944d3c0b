// Doesn't look whether a row was removed.
//#replace
return database.prepare('delete from notes where id = ?').run(id).changes > 0
//#with
database.prepare('delete from notes where id = ?').run(id)
return true
//#end
