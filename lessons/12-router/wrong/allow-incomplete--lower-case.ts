// Writes the methods in lower case.
//#replace
[...methods].join(', ')
//#with
[...methods].join(', ').toLowerCase()
//#end
