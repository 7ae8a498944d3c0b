// Forgets that there may be no such note.
//#replace
    if (note === undefined) return send(response, 404, { error: `There is no note ${name}` })
    const changed
//#with
    const changed
//#end
