// Counts the notes instead of asking for the id of the new one.
//#replace
const { lastInsertRowid } = insert.run(text, priority)
return { id: Number(lastInsertRowid), text, priority }
//#with
insert.run(text, priority)
return { id: listNotes().length, text, priority }
//#end
