// Shows a link only to those who write its slug in capitals.
//#file links.ts
//#replace
  router.add('GET', '/api/links/:slug', ({ params }) =>
    json(describe(findLink(store, params.slug), publicOrigin)))
//#with
  router.add('GET', '/api/links/:slug/about', ({ params }) =>
    json(describe(findLink(store, params.slug), publicOrigin)))
//#end
