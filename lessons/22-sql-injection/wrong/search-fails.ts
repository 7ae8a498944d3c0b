// One value too few for the question marks.
//#replace
.all(pattern, pattern, Number(limit))
//#with
.all(pattern, Number(limit))
//#end
