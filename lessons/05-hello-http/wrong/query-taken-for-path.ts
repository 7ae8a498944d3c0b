// Compares the whole target, with the query.
//#replace
  const [path] = (request.url ?? '').split('?')
//#with
  const path = request.url
//#end
