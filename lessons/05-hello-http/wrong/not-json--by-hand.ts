// Writes JSON by hand, and a quote in the name breaks it.
//#replace
sendJson(response, 200, { message: `Hello, ${name}!` })
//#with
response.writeHead(200, { 'content-type': 'application/json' })
  response.end('{"message":"Hello, ' + name + '!"}')
//#end
