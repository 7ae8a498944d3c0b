// Passes a string to writeHead, which becomes the reason phrase.
//#replace
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
  response.end('Hello, World!')
//#with
  response.writeHead(200, 'text/html')
  response.end('Hello, World!')
//#end
