// A note that isn't there is an error of the program.
//#replace
return database.prepare('select id, text, priority from notes where id = ?').get(id)
//#with
const note = database.prepare('select id, text, priority from notes where id = ?').get(id)
if (note === undefined) throw new Error('No such note')
return note
//#end
