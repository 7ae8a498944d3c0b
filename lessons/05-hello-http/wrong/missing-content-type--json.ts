// The status, and no header beside it.
//#replace
response.writeHead(status, { 'content-type': 'application/json' })
//#with
response.writeHead(status)
//#end
