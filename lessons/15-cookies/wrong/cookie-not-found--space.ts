// Keeps the space before the name of each later cookie.
//#replace
const name = pair.slice(0, equals).trim()
//#with
const name = pair.slice(0, equals)
//#end
