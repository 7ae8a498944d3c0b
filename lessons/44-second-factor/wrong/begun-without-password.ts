// Asks for no password before it gives a secret.
//#file secondFactorRoutes.ts
//#replace
    const { password } = { password: null, ...Object(await readJson(context)) }
    await authenticate(parts, context, { email: user.email, password })

//#with
    await readJson(context)

//#end
