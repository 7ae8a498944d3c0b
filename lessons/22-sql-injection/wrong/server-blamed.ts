// Leaves it to the database to refuse a name.
//#replace
if (!sortable.includes(sort)) throw new Refusal(400, `Sort by ${sortable.join(', ')}`)
//#with
if (!/^\w+$/.test(sort)) throw new Refusal(400, 'Sort by a column')
//#end
