// Looks at the key after the work is done.
//#replace
checkKey(request)
books.delete(id)
//#with
books.delete(id)
checkKey(request)
//#end
