// Looks the name up in an object, which has inherited some.
//#replace
const sortable = ['title', 'artist', 'year']
//#with
const columns: Record<string, string> = { title: 'title', artist: 'artist', year: 'year' }
const sortable = ['title', 'artist', 'year']
//#end
//#replace
if (!sortable.includes(sort)) throw
//#with
if (!columns[sort]) throw
//#end
//#replace
order by ${sort} ${order} limit ?
//#with
order by ${columns[sort]} ${order} limit ?
//#end
