// The header was written as it looks on the wire.
//#replace
response.writeHead(status, { 'content-type': 'application/json' })
//#with
response.writeHead(status, 'Content-Type: application/json')
//#end
