// Compares the beginning of the name.
//#replace
if (!sortable.includes(sort)) throw
//#with
if (!sortable.some((name) => sort.startsWith(name))) throw
//#end
