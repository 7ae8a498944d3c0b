// Deletes first, and checks the key after that.
//#replace
  checkKey(request)
  books.delete(id)
//#with
  books.delete(id)
  checkKey(request)
//#end
