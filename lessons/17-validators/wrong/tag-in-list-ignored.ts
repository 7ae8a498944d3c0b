// Compares the whole header.
//#replace
return known.includes(tag) || known.includes('*')
//#with
return known.length > 0 && tags === tag
//#end
