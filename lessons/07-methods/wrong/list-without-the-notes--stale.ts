// Keeps the list, and forgets that PATCH changes it too.
//#replace
send(response, 200, [...notes].map(([name, note]) => ({ ...note, name })))
//#with
list ??= [...notes].map(([name, note]) => ({ ...note, name }))
send(response, 200, list)
//#end
//#replace
let lastNumber = 0
//#with
let lastNumber = 0
let list: Note[] | undefined
//#end
//#replace
const note = await readJson(request)
const status
//#with
const note = await readJson(request)
list = undefined
const status
//#end
//#replace
const note = await readJson(request)
do
//#with
const note = await readJson(request)
list = undefined
do
//#end
//#replace
const wasThere = notes.delete(name)
//#with
const wasThere = notes.delete(name)
list = undefined
//#end
