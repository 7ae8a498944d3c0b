// The first note at an address stays for ever.
//#replace
    notes.set(name, note)
    send(response, status, note)
//#with
    if (status === 201) notes.set(name, note)
    send(response, status, note)
//#end
