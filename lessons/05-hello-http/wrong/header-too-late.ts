// Sets a header after the head was written.
//#replace
response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
//#with
response.writeHead(200)
response.setHeader('content-type', 'text/plain; charset=utf-8')
//#end
