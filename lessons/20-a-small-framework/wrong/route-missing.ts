// Forgets the route of DELETE.
//#file main.ts
//#replace
router.add('DELETE', '/api/notices/:id', ({ params }) => {
  removeNotice(params.id)
  return empty()
})

//#with
//#end
