// Says so, and does nothing.
//#replace
  books.delete(id)

//#with
//#end
