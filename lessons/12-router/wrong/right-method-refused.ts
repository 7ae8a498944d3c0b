// Takes the first route that matches the path, and looks at its method then.
//#replace
  const own = matches.find(({ route }) => route.method === method)
//#with
  const own = matches.slice(0, 1).find(({ route }) => route.method === method)
//#end
