// PATCH finds notes that are deleted.
//#replace
const wasThere = notes.delete(name)
//#with
const old = notes.get(name)
if (old !== undefined) trash.set(name, old)
const wasThere = notes.delete(name)
//#end
//#replace
let lastNumber = 0
//#with
let lastNumber = 0
const trash = new Map<string, Note>()
//#end
//#replace
const changes = await readJson(request)
const note = notes.get(name)
if (note === undefined) return send(response, 404, { error: `There is no note ${name}` })
//#with
const changes = await readJson(request)
const note = notes.get(name) ?? trash.get(name)
if (note === undefined) return send(response, 404, { error: `There is no note ${name}` })
//#end
