// The list of books has the id of the author instead of the name.
//#replace
select books.id, title, name as author
//#with
select books.id, title, authors.id as author
//#end
