// Changes a field of a note that is not there.
//#replace
    if (note === undefined) return send(response, 404, { error: `There is no note ${name}` })
    const changed = { ...note, ...changes }
//#with
    const changed: any = note
    changed.text = changes.text
//#end
