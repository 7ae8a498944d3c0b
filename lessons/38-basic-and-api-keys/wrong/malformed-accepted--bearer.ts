// Looks for Bearer anywhere in the header.
//#file identify.ts
//#replace
/^Bearer +
//#with
/Bearer +
//#end
