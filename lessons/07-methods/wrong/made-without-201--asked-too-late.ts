// Looks after the note was stored, and of course it is there.
//#replace
    const status = notes.has(name) ? 200 : 201
    notes.set(name, note)
//#with
    notes.set(name, note)
    const status = notes.has(name) ? 200 : 201
//#end
