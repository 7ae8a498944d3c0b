// The URL on its author's own computer.
//#replace
headers: { location: `/books/${book.id}` } }),
//#with
headers: { location: `http://localhost:3000/books/${book.id}` } }),
//#end
