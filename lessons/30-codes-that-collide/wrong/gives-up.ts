// Tries once.
//#file make.ts
//#replace
const mostTries = 10
//#with
const mostTries = 1
//#end
