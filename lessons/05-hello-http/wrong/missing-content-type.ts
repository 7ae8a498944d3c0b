// Sends the text without a type.
//#replace
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
  response.end('Hello, World!')
//#with
  response.end('Hello, World!')
//#end
