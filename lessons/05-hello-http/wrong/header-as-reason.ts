// A text after the status is the reason, not the type.
//#replace
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
  response.end('Hello, World!')
//#with
  response.writeHead(200, 'text/html')
  response.end('Hello, World!')
//#end
