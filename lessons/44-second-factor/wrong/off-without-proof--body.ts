// Lets the body say whose password it is.
//#file secondFactorRoutes.ts
//#replace
    const fields = { password: null, code: null, ...Object(await readJson(context)) }
    await authenticate(parts, context, { email: user.email, password: fields.password })
//#with
    const fields =
      { email: user.email, password: null, code: null, ...Object(await readJson(context)) }
    await authenticate(parts, context, fields)
//#end
