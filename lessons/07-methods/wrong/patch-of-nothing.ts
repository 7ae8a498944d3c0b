// Answers with a failure of the server where there is nothing to change.
//#replace
    const note = notes.get(name)
    if (note === undefined) return send(response, 404, { error: `There is no note ${name}` })
    const changed
//#with
    const note = notes.get(name)
    if (note === undefined) return send(response, 500, { error: 'Something is undefined' })
    const changed
//#end
