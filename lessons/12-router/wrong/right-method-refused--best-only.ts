// Looks only at the best match, whatever its method.
//#replace
const own = matches.find(({ route }) => route.method === method)
//#with
const own = matches.slice(0, 1).find(({ route }) => route.method === method)
//#end
