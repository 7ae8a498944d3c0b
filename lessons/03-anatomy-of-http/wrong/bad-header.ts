// A space before the colon, as in some written languages.
//#replace
`Content-Length: ${body.length}`
//#with
`Content-Length : ${body.length}`
//#end
