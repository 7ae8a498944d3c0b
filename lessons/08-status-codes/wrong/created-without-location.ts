// The id is in the body, and that should do.
//#replace
books.get(lastId), { location: `/books/${lastId}` })
//#with
books.get(lastId))
//#end
