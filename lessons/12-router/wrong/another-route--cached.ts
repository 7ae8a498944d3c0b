// Remembers the match of a path, and forgets the method.
//#replace
const own = matches.find(({ route }) => route.method === method)
//#with
const own = cache.get(path) ?? matches.find(({ route }) => route.method === method)
if (own) cache.set(path, own)
//#end
//#replace
const routes: Route[] = []
//#with
const routes: Route[] = []
const cache = new Map<string, Match>()
//#end
