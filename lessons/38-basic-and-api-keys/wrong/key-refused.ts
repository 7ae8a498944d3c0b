// Knows a key with one scope only.
//#file scopes.ts
//#replace
  const words = text.split(' ')
  return new Set(names.filter((name) => words.includes(name)))
//#with
  return new Set(names.filter((name) => name === text))
//#end
