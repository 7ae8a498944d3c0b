// Allow goes to OPTIONS only.
//#replace
  response.setHeader('allow', [...Object.keys(actions), 'HEAD', 'OPTIONS'].join(', '))
  if (method === 'OPTIONS') return response.writeHead(204).end()
//#with
  const allow = [...Object.keys(actions), 'HEAD', 'OPTIONS'].join(', ')
  if (method === 'OPTIONS') return response.writeHead(204, { allow }).end()
//#end
