// Writes JSON by hand, with the quotes of JavaScript.
//#replace
sendJson(response, 200, { message: `Hello, ${name}!` })
//#with
response.writeHead(200, { 'content-type': 'application/json' })
  response.end(`{ 'message': 'Hello, ${name}!' }`)
//#end
