// Deletes the cookie, and leaves the session.
//#file sessionRoutes.ts
//#replace
    const { id, user } = requireSession(parts, context)
    sessions.end(user.id, id)

//#with
    requireSession(parts, context)

//#end
