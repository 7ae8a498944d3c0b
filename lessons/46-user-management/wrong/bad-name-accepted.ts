// Makes a text of whatever is sent.
//#file profile.ts
//#replace
  if (typeof name === 'string' && name.length <= longestName) return name
//#with
  if (name !== null && String(name).length <= longestName) return String(name)
//#end
