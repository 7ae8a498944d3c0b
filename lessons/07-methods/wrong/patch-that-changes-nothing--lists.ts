// Appends to a list instead of replacing it.
//#replace
const changed = { ...note, ...changes }
//#with
const changed: Note = { ...note, ...changes }
for (const [key, value] of Object.entries(changes)) {
  const old = note[key]
  if (Array.isArray(old) && Array.isArray(value)) changed[key] = [...old, ...value]
}
//#end
