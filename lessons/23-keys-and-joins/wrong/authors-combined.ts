// Groups by the author of a book, which is null without one.
//#replace
    group by authors.id
//#with
    group by books.author
//#end
