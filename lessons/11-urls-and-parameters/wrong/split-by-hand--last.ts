// Cuts at the last question mark.
//#replace
const end = target.search(/\?|$/)
//#with
const end = target.lastIndexOf('?') === -1 ? target.length : target.lastIndexOf('?')
//#end
