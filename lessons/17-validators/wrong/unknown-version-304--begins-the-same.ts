// Compares the beginnings only.
//#replace
return known.includes(tag) || known.includes('*')
//#with
return known.includes('*') || known.some((one) => one.startsWith(tag.slice(0, -1)))
//#end
