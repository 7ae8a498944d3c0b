// Looks up the whole target of the request, with its query.
//#file links.ts
//#replace
'/:slug', ({ params }) => {
  const { target } = findLink(store, params.slug)
//#with
'/:slug', ({ request }) => {
  const { target } = findLink(store, request.url?.slice(1))
//#end
