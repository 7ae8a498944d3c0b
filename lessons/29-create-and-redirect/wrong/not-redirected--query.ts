// Takes the query for a part of the slug.
//#file links.ts
//#replace
router.add('GET', '/:slug', ({ params }) => {
  const { target } = findLink(store, params.slug)
//#with
router.add('GET', '/:slug', ({ request }) => {
  const { target } = findLink(store, request.url?.slice(1))
//#end
