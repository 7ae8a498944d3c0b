// Takes the same ISBN with another title for another book.
//#replace
book.isbn === isbn)
//#with
book.isbn === isbn && book.title === title)
//#end
