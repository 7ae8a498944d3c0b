// Answers JSON with plain text.
//#replace
sendJson(response, 200, { message: `Hello, ${name}!` })
//#with
response.writeHead(200, { 'content-type': 'text/plain' })
  response.end(`Hello, ${name}!`)
//#end
