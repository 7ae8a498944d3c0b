// Sets the headers after the 304.
//#replace
response.setHeader('etag', tag)
response.setHeader('last-modified', facts.mtime.toUTCString())
//#with
//#end
//#replace
response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
//#with
response.setHeader('etag', tag)
response.setHeader('last-modified', facts.mtime.toUTCString())
response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
//#end
