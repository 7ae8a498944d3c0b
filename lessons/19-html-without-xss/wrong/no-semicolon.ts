// Forgets how a reference ends.
//#replace
.replaceAll('<', '&lt;')
//#with
.replaceAll('<', '&lt')
//#end
