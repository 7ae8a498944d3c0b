// Sends JSON as HTML.
//#replace
writeHead(status, { 'content-type': 'application/json' })
//#with
writeHead(status, { 'content-type': 'text/html' })
//#end
