// Makes a text of everything.
//#file links.ts
//#replace
const url = typeof target === 'string' ? URL.parse(target) : null
//#with
const url = URL.parse(String(target))
//#end
