// PUT says that the note is there already.
//#replace
    const status = notes.has(name) ? 200 : 201
//#with
    if (notes.has(name)) return send(response, 409, { error: 'There is a note already' })
    const status = 201
//#end
