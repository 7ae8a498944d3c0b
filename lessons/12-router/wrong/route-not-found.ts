// Takes the best match first and looks at the method after.
//#replace
const own = matches.find(({ route }) => route.method === request.method)
//#with
const own = matches.slice(0, 1).find(({ route }) => route.method === request.method)
//#end
