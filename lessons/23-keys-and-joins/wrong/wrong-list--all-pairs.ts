// Joins without a condition: each book is in the list once for each author.
//#replace
join authors on authors.id = books.author
//#with
join authors
//#end
