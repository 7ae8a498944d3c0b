// Allows a hundred.
//#file limit.ts
//#replace
const most = 60
//#with
const most = 100
//#end
