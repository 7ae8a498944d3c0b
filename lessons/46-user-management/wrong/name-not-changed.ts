// Cuts long names off instead of refusing them.
//#file profile.ts
//#replace
  if (typeof name === 'string' && name.length <= longestName) return name
//#with
  if (typeof name === 'string' && name.length <= longestName) return name.slice(0, 80)
//#end
