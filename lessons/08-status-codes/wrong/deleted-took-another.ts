// Deletes the newest book too.
//#replace
  books.delete(id)
//#with
  books.delete(id)
  books.delete(String(lastId))
//#end
