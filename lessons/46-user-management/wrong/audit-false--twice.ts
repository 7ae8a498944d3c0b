// Writes an event in a function and in the route that calls it, too.
//#file sessionRoutes.ts
//#replace
    return json({ user }, 201, startSession(parts, context, user))
  })
  router.add('POST', '/api/sessions/second-factor', async (context) => {
//#with
    parts.audit.write({ actor: user.id, action: 'signed-in', user: user.id })
    return json({ user }, 201, startSession(parts, context, user))
  })
  router.add('POST', '/api/sessions/second-factor', async (context) => {
//#end
