// Asks for a page that nobody wanted.
//#replace
/books?search=$
//#with
/books?page=1&search=$
//#end
