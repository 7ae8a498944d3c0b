// Says in a 200 that there is no such link.
//#file links.ts
//#replace
router.add('GET', '/api/links/:slug', ({ params }) =>
  json(describe(findLink(store, params.slug), publicOrigin)))
//#with
router.add('GET', '/api/links/:slug', ({ params }) => {
  const link = store.find(params.slug ?? '')
  return json(link === undefined ? { error: 'No such link' } : describe(link, publicOrigin))
})
//#end
