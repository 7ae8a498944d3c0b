// Counts rows.
//#replace
count(books.id) as books
//#with
count(*) as books
//#end
