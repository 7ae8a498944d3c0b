// Knows one spelling.
//#replace
name.toLowerCase() === 'content-length'
//#with
name === 'Content-Length'
//#end
