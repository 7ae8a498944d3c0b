// Believes the date more than the tag.
//#replace
if (known.includes(tag) || known.includes('*')) return void response.writeHead(304).end()
//#with
const since = Date.parse(request.headers['if-modified-since'] ?? '')
if (known.includes(tag) || known.includes('*') || since > facts.mtimeMs) {
  return void response.writeHead(304).end()
}
//#end
