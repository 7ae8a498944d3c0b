// Looks for the colon from the right.
//#file basic.ts
//#replace
text.indexOf(':')
//#with
text.lastIndexOf(':')
//#end
