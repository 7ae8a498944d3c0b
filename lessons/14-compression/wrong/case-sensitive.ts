// Compares as it was sent.
//#replace
.toLowerCase().split(',')
//#with
.split(',')
//#end
