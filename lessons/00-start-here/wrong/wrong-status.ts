// The wrong character was changed: 501 is another failure.
//#replace
const status = 200
//#with
const status = 501
//#end
