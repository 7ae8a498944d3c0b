// Counts the characters of a text, not its bytes.
//#replace
`Content-Length: ${body.length}`
//#with
`Content-Length: ${body.toString().length}`
//#end
