// Shows the id of the session for the id of the user.
//#file sessionRoutes.ts
//#replace
  router.add('GET', '/api/users/me', (context) =>
    json(requireSession(parts, context).user, 200, noStore))
//#with
  router.add('GET', '/api/users/me', (context) => {
    const { id, user } = requireSession(parts, context)
    return json({ ...user, id }, 200, noStore)
  })
//#end
