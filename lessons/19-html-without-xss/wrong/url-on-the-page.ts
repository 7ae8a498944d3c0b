// A friendly page for what is not there.
//#replace
response.writeHead(404).end()
//#with
response.writeHead(404, { 'content-type': 'text/html' }).end(`<h1>No ${path}</h1>`)
//#end
