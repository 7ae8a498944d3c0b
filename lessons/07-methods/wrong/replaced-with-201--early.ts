// Looks whether the note is there before the body has arrived.
//#replace
const note = await readJson(request)
const status = notes.has(name) ? 200 : 201
//#with
const status = notes.has(name) ? 200 : 201
const note = await readJson(request)
//#end
