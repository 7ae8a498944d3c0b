// Counts the books for the next id, which another book may have.
//#replace
const book = { id: String(lastId), title, isbn }
//#with
const book = { id: String(books.size + 1), title, isbn }
//#end
