// Looks at the first coding only.
//#replace
.toLowerCase().split(',')
//#with
.toLowerCase().split(',', 1)
//#end
