// HEAD goes to the wrong action: it takes the note away.
//#replace
const method = request.method === 'HEAD' ? 'GET' : request.method ?? ''
//#with
const method = request.method === 'HEAD' && name === '' ? 'GET' : request.method ?? ''
//#end
//#replace
  if (method === 'OPTIONS')
//#with
  if (method === 'HEAD') {
    const body = JSON.stringify(notes.get(name) ?? {})
    response.writeHead(notes.has(name) ? 200 : 404, { 'content-length': Buffer.byteLength(body) })
    notes.delete(name)
    return response.end()
  }
  if (method === 'OPTIONS')
//#end
