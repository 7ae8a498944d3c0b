// Reads the number at the beginning of the id.
//#replace
const book = books.get(id)
//#with
const book = books.get(String(parseInt(id)))
//#end
