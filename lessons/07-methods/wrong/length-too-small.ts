// Counts characters.
//#replace
Buffer.byteLength(body)
//#with
body.length
//#end
