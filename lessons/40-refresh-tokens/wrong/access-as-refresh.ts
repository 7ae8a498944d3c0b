// Takes an access token, too: its signature is good.
//#file tokenRoutes.ts
//#replace
    const grant = refreshTokens.use(refreshTokenIn(await readJson(context)))
//#with
    const token = refreshTokenIn(await readJson(context))
    const holder = accessTokens.find(token)?.user
    const grant = holder ? refreshTokens.start(holder.id) : refreshTokens.use(token)
//#end
//#replace
  const { refreshTokens } = parts
//#with
  const { accessTokens, refreshTokens } = parts
//#end
