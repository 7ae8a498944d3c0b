// A merge patch (RFC 7396): objects in objects are merged, and null takes a field away.
//#replace
const changed = { ...note, ...changes }
//#with
const merge = (old: Note, change: Note): Note => {
  const made = { ...old }
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete made[key]
    else if (typeof value === 'object' && !Array.isArray(value)) {
      made[key] = merge(Object(made[key] ?? {}), Object(value))
    } else made[key] = value
  }
  return made
}
const changed = merge(note, changes)
//#end
