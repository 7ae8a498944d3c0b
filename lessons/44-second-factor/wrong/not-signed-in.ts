// Lets only administrators sign in.
//#file sessionRoutes.ts
//#replace
    return json({ user }, 201, startSession(parts, context, user))
  })
  router.add('POST', '/api/sessions/second-factor'
//#with
    if (user.role !== 'admin') throw new HttpError(403, 'Only administrators sign in here')
    return json({ user }, 201, startSession(parts, context, user))
  })
  router.add('POST', '/api/sessions/second-factor'
//#end
