// PUT does what PATCH does.
//#replace
    notes.set(name, note)
    send(response, status, note)
//#with
    notes.set(name, { ...notes.get(name), ...note })
    send(response, status, note)
//#end
