// The address on the computer of its author.
//#replace
headers: { location: `/books/${book.id}` } }),
//#with
headers: { location: `http://localhost:3000/books/${book.id}` } }),
//#end
