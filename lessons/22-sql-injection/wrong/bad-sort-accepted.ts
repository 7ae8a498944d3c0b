// Sorts by the title instead, and says nothing.
//#replace
const sort = query.get('sort') ?? 'title'
//#with
const wanted = query.get('sort') ?? 'title'
const sort = sortable.includes(wanted) ? wanted : 'title'
//#end
