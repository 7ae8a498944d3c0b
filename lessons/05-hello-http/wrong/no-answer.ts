// Says what the answer is, and never ends it.
//#replace
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
  response.end('Hello, World!')
//#with
  response.writeHead(200, { 'content-type': 'text/plain' })
//#end
