// A digit that looks harmless: 100 announces a response, but none follows.
//#replace
const status = 200
//#with
const status = 100
//#end
