// Compares for GET only.
//#replace
if (isCurrent(request.headers, tag, facts)) return void response.writeHead(304).end()
//#with
if (request.method === 'GET' && isCurrent(request.headers, tag, facts)) {
  return void response.writeHead(304).end()
}
//#end
