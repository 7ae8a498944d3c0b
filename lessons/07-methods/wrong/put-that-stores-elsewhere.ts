// Keeps the note under its title, not at its URL.
//#replace
    notes.set(name, note)
    send(response, status, note)
//#with
    notes.set(String(note.title), note)
    send(response, status, note)
//#end
