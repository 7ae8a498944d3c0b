// Writes the head, and never ends the response.
//#replace
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
  response.end('Hello, World!')
//#with
  response.writeHead(200, { 'content-type': 'text/plain' })
//#end
