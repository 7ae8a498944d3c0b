// Counts each request that looks up a link, also those to the API.
//#file links.ts
//#replace
json(describe(findLink(store, params.slug), publicOrigin)))
//#with
(store.countRobot(params.slug ?? ''), json(describe(findLink(store, params.slug), publicOrigin))))
//#end
