// The name of the column as a parameter: a text that's the same for each row.
//#replace
order by ${sort} ${order} limit ?
//#with
order by ? ${order} limit ?
//#end
//#replace
.all(pattern, pattern, Number(limit))
//#with
.all(pattern, pattern, sort, Number(limit))
//#end
