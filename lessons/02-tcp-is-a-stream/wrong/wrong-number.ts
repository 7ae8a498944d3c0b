// Counts from zero, as lists do.
//#replace
let count = 0
//#with
let count = -1
//#end
