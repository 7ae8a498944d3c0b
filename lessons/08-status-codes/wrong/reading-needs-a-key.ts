// Checks the key of everybody.
//#replace
  if (request.method === 'GET' || request.method === 'HEAD') return replies.shown(book)
  if (request.method !== 'DELETE') throw errors.wrongMethod('GET, HEAD, DELETE')
  checkKey(request)
//#with
  checkKey(request)
  if (request.method === 'GET' || request.method === 'HEAD') return replies.shown(book)
  if (request.method !== 'DELETE') throw errors.wrongMethod('GET, HEAD, DELETE')
//#end
