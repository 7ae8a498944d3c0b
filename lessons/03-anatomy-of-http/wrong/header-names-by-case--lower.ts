// Looks for the name as newer clients write it.
//#replace
line.slice(0, colon).toLowerCase()
//#with
line.slice(0, colon)
//#end
