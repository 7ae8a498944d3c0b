// A weak tag, made of the size, the time and the number of the file. The list is taken apart by a
// pattern.
//#replace
return `"${facts.size.toString(36)}-${facts.mtimeMs.toString(36)}"`
//#with
return `W/"${facts.size}.${facts.mtimeMs}.${facts.ino}"`
//#end
//#replace
const known = tags.split(',').map((one) => one.trim().replace(/^W\//, ''))
return known.includes(tag) || known.includes('*')
//#with
const known = tags.match(/\*|"[^"]*"/g) ?? []
return known.some((one) => one === '*' || `W/${one}` === tag)
//#end
