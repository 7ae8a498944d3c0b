// Collects the fields of all notes in one object.
//#replace
const note = await readJson(request)
const status
//#with
const note = { ...Object.assign(template, await readJson(request)) }
const status
//#end
//#replace
let lastNumber = 0
//#with
let lastNumber = 0
const template: Note = {}
//#end
