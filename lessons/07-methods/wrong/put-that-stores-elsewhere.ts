// Keeps the note under its title, not under its address.
//#replace
    notes.set(name, note)
    send(response, status, note)
//#with
    notes.set(String(note.title), note)
    send(response, status, note)
//#end
