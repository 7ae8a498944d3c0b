// Signs a program in with its password, and forgets the cookie.
//#file sessionRoutes.ts
//#replace
    const user = await authenticate(parts, context, await readJson(context))
    if (user.hasSecondFactor) return json({ ticket: makeTicket(parts, user) }, 202, noStore)
    return json({ user }, 201, startSession(parts, context, user))
//#with
    const user = await authenticate(parts, context, await readJson(context))
    if (user.hasSecondFactor) return json({ ticket: makeTicket(parts, user) }, 202, noStore)
    return json({ user }, 201, noStore)
//#end
