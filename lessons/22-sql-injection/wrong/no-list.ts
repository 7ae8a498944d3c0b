// Reads one row.
//#replace
.all(pattern, pattern, Number(limit))
//#with
.get(pattern, pattern, Number(limit))
//#end
