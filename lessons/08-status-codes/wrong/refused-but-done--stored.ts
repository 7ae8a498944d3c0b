// Refuses a duplicate, and keeps it.
//#replace
if ([...books.values()].some((book) => book.isbn === isbn)) throw errors.duplicate(isbn)
lastId += 1
const book = { id: String(lastId), title, isbn }
books.set(book.id, book)
//#with
const isDuplicate = [...books.values()].some((book) => book.isbn === isbn)
lastId += 1
const book = { id: String(lastId), title, isbn }
books.set(book.id, book)
if (isDuplicate) throw errors.duplicate(isbn)
//#end
