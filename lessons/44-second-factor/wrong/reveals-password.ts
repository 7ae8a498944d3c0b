// Says to anyone that an account has a second factor.
//#file sessionRoutes.ts
//#replace
    const user = await authenticate(parts, context, await readJson(context))
    if (user.has
//#with
    const fields: { email?: unknown } = Object(await readJson(context))
    const user = await authenticate(parts, context, fields).catch((error) => {
      const found = parts.users.findByEmail(String(fields.email))
      if (found?.user.hasSecondFactor) error.message += '. You need a code, too'
      throw error
    })
    if (user.has
//#end
