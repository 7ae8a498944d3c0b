// The length of a text is not the number of its bytes.
//#replace
`Content-Length: ${body.length}`
//#with
`Content-Length: ${body.toString().length}`
//#end
