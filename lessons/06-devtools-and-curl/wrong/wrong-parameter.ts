// Another name, as other sites have it.
//#replace
/books?search=$
//#with
/books?q=$
//#end
