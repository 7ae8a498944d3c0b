// PUT changes only what is there already.
//#replace
    const status = notes.has(name) ? 200 : 201
    notes.set(name, note)
//#with
    if (!notes.has(name)) return send(response, 404, { error: 'There is no such note' })
    const status = 200
    notes.set(name, note)
//#end
