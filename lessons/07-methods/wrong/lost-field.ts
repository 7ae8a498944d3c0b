// Knows two fields only.
//#replace
    notes.set(name, note)
    send(response, status, note)
//#with
    notes.set(name, { title: note.title, text: note.text })
    send(response, status, note)
//#end
