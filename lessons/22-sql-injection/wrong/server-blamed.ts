// Throws an error that nobody expects.
//#replace
if (!sortable.includes(sort)) throw new Refusal(400, `Sort by ${sortable.join(', ')}`)
//#with
if (!sortable.includes(sort)) throw new Error(`Cannot sort by ${sort}`)
//#end
