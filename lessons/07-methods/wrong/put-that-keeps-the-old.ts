// The first note at a URL stays there.
//#replace
    notes.set(name, note)
    send(response, status, note)
//#with
    if (status === 201) notes.set(name, note)
    send(response, status, note)
//#end
