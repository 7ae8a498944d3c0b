// Has no route for the link as JSON.
//#file links.ts
//#replace
router.add('GET', '/api/links/:slug', ({ params }) =>
  json(describe(findLink(store, params.slug), publicOrigin)))

//#with
//#end
