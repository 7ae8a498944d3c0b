// Counts the head too, so the client waits for bytes that never come.
//#replace
`Content-Length: ${body.length}`
//#with
`Content-Length: ${body.length + 80}`
//#end
