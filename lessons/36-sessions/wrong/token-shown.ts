// Sends the token in the body, too.
//#file sessionRoutes.ts
//#replace
    return json({ user }, 201, startSession(parts, context, user))
//#with
    const headers = startSession(parts, context, user)
    return json({ user, session: headers['set-cookie'] }, 201, headers)
//#end
