// One digit was lost: 20 isn't a status, so Node refuses to send it.
//#replace
const status = 200
//#with
const status = 20
//#end
