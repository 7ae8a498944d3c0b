// Lets a client send twice as much at once.
//#file limit.ts
//#replace
most: 60
//#with
most: 120
//#end
