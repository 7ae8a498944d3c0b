// Trusts the session alone.
//#file profile.ts
//#replace
    await authenticate(parts, context, { email: user.email, password })
//#with
    if (typeof password !== 'string') throw new HttpError(422, 'Send your password')
//#end
