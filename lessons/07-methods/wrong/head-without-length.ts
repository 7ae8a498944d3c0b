// Answers HEAD on its own, and forgets the length.
//#replace
  if (method === 'OPTIONS')
//#with
  if (request.method === 'HEAD') {
    return response.writeHead(name === '' || notes.has(name) ? 200 : 404).end()
  }
  if (method === 'OPTIONS')
//#end
