// Looks for the end of a script alone.
//#replace
.replaceAll('<', '\\u003c')
//#with
.replaceAll('</', '<\\/')
//#end
