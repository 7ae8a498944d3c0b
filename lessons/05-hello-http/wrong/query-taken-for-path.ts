// Compares the address with everything behind the question mark.
//#replace
  const [path] = (request.url ?? '').split('?')
//#with
  const path = request.url
//#end
