// Takes only values that are something.
//#replace
const changed = { ...note, ...changes }
//#with
const changed: Note = { ...note }
for (const [key, value] of Object.entries(changes)) changed[key] = value || note[key]
//#end
