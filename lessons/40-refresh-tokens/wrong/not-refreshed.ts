// Asks for the access token, too, which has usually expired by then.
//#file tokenRoutes.ts
//#replace
  router.add('POST', '/api/tokens/refresh', async (context) => {
//#with
  router.add('POST', '/api/tokens/refresh', async (context) => {
    const [, accessToken = ''] = context.header('authorization')?.split(' ') ?? []
    const found = parts.accessTokens.find(accessToken)
    if (found === undefined) throw unauthorized('Send your access token, too')
//#end
