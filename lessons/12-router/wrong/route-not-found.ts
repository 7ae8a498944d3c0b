// Knows GET only.
//#replace
  const own = matches.find(({ route }) => route.method === method)
//#with
  const own = matches.find(({ route }) => route.method === method && method === 'GET')
//#end
//#replace
  if (matches.length > 0) {
//#with
  if (matches.length > 9) {
//#end
