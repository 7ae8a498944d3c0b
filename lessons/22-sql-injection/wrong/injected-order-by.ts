// Believes the sort.
//#replace
if (!sortable.includes(sort)) throw new Refusal(400, `Sort by ${sortable.join(', ')}`)
//#with
//#end
