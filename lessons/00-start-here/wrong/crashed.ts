// One digit was lost: 20 is no status, and Node refuses to send it.
//#replace
const status = 200
//#with
const status = 20
//#end
