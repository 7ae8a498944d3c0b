// A name that is taken gets a number.
//#replace
    notes.set(name, note)
    send(response, status, note)
//#with
    notes.set(notes.has(name) ? `${name}-${notes.size}` : name, note)
    send(response, status, note)
//#end
