// Relies on the order in which the database happens to find the books.
//#replace
    from books join authors on authors.id = books.author
    order by books.id`).all()
//#with
    from books join authors on authors.id = books.author`).all()
//#end
