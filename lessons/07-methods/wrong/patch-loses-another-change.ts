// Reads the note, and then waits for the changes.
//#replace
const changes = await readJson(request)
const note = notes.get(name)
if (note === undefined) return send(response, 404, { error: `There is no note ${name}` })
//#with
const note = notes.get(name)
if (note === undefined) return send(response, 404, { error: `There is no note ${name}` })
const changes = await readJson(request)
//#end
