// Looks for the tag in the text of the header.
//#replace
return known.includes(tag) || known.includes('*')
//#with
return known.join().includes(tag.slice(1, -1)) || tags === '*'
//#end
