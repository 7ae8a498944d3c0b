// Stores the JSON, and makes JSON of it again.
//#replace
    notes.set(name, note)
    send(response, status, note)
//#with
    Reflect.apply(notes.set, notes, [name, JSON.stringify(note)])
    send(response, status, note)
//#end
