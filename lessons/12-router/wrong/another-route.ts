// Takes the best match, whatever its method.
//#replace
  const own = matches.find(({ route }) => route.method === method)
//#with
  const own = matches[0]
//#end
