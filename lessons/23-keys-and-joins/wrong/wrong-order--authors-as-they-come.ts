// Relies on the order in which the database happens to find the authors.
//#replace
    select authors.id, name, count(books.id) as books
    from authors left join books on books.author = authors.id
    group by authors.id
    order by authors.id`).all()
//#with
    select id, name, (select count(*) from books where author = authors.id) as books
    from authors`).all()
//#end
