// OPTIONS is a method without an action.
//#replace
  if (method === 'OPTIONS') return response.writeHead(204).end()
//#with
//#end
