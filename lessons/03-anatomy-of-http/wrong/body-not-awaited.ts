// Takes what has come of the body.
//#replace
if (bytes.length < bodyEnd) return undefined
//#with
//#end
