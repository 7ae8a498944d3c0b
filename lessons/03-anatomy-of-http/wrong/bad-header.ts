// Puts a space before the colon, as French writing does.
//#replace
`Content-Length: ${body.length}`
//#with
`Content-Length : ${body.length}`
//#end
