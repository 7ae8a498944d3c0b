// The colon is forgotten.
//#replace
`Content-Length: ${body.length}`,
//#with
`Content-Length ${body.length}`,
//#end
