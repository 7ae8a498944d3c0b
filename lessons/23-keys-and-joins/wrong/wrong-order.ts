// Sorts the authors by name.
//#replace
    order by authors.id`).all()
//#with
    order by name desc`).all()
//#end
