// Compares the whole header.
//#replace
if (known.includes(tag) || known.includes('*')) return void response.writeHead(304).end()
//#with
if (known.length > 0 && request.headers['if-none-match'] === tag) {
  return void response.writeHead(304).end()
}
//#end
