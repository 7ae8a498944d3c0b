// Begins the session, and compares the password afterwards.
//#file sessionRoutes.ts
//#replace
    const user = await authenticate(parts, await readJson(context))
    return json({ user }, 201, startSession(parts, context, user))
//#with
    const body: unknown = await readJson(context)
    const { email } = { email: undefined, ...Object(body) }
    const known = parts.users.findByEmail(String(email).toLowerCase())
    const headers = known === undefined ? noStore : startSession(parts, context, known.user)
    return json({ user: await authenticate(parts, body) }, 201, headers)
//#end
