// Forgets the end of a code.
//#replace
.replaceAll('<', '&lt;')
//#with
.replaceAll('<', '&lt')
//#end
