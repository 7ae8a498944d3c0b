// The page for a 404 has no type, so a browser guesses it.
//#replace
if (methods === undefined) return void response.writeHead(404).end()
//#with
if (methods === undefined) return void response.writeHead(404).end(`<p>No ${request.url}</p>`)
//#end
