// Has room for five tries.
//#file attempts.ts
//#replace
most: 10
//#with
most: 5
//#end
