// PUT does what POST does.
//#replace
    notes.set(name, note)
    send(response, status, note)
//#with
    lastNumber += 1
    notes.set(`note-${lastNumber}`, note)
    send(response, status, note)
//#end
