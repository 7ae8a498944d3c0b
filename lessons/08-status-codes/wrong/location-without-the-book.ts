// Every new book is the first one.
//#replace
headers: { location: `/books/${book.id}` } }),
//#with
headers: { location: '/books/1' } }),
//#end
