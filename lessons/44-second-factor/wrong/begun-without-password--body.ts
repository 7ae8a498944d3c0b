// Lets the body say whose password it is.
//#file secondFactorRoutes.ts
//#replace
    const { password } = { password: null, ...Object(await readJson(context)) }
    await authenticate(parts, context, { email: user.email, password })
    const secret
//#with
    const { email, password } =
      { email: user.email, password: null, ...Object(await readJson(context)) }
    await authenticate(parts, context, { email, password })
    const secret
//#end
