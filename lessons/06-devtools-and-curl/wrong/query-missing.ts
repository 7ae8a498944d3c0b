// Asks for all books.
//#replace
?search=${encodeURIComponent(tasks.search)}
//#with
//#end
