// HEAD is taken and never answered.
//#replace
  if (method === 'OPTIONS')
//#with
  if (request.method === 'HEAD') return
  if (method === 'OPTIONS')
//#end
