// A digit that looks harmless: 100 announces an answer, and none follows.
//#replace
const status = 200
//#with
const status = 100
//#end
