// An equals sign where the colon belongs.
//#replace
`Content-Length: ${body.length}`,
//#with
`Content-Length = ${body.length}`,
//#end
