// Sends what there is.
//#replace
  const type = choose(request.headers.accept, types)
//#with
  const type = choose(request.headers.accept, types) ?? 'application/json'
//#end
