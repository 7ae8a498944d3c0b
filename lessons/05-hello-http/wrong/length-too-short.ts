// Counts characters instead of bytes.
//#replace
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
//#with
  const text = JSON.stringify(value)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length })
  response.end(text)
//#end
