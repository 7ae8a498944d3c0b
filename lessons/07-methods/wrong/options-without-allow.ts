// OPTIONS is answered before Allow is set.
//#replace
  response.setHeader('allow', [...Object.keys(actions), 'HEAD', 'OPTIONS'].join(', '))
  if (method === 'OPTIONS') return response.writeHead(204).end()
//#with
  if (method === 'OPTIONS') return response.writeHead(204).end()
  response.setHeader('allow', [...Object.keys(actions), 'HEAD', 'OPTIONS'].join(', '))
//#end
