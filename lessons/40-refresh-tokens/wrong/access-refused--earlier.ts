// Lets only the newest access token of a family in.
//#file accessTokens.ts
//#replace
      const now = Math.floor(Date.now() / 1_000)
      const claims = {
        iss: publicOrigin, aud: publicOrigin, sub: String(id), jti: randomUUID(),
//#with
      const now = Math.floor(Date.now() / 1_000)
      const jti = randomUUID()
      newest.set(String(family), jti)
      const claims = {
        iss: publicOrigin, aud: publicOrigin, sub: String(id), jti,
//#end
//#replace
        const user = refreshTokens.findUser(
//#with
        if (newest.get(String(claims['sid'])) !== claims['jti']) return undefined
        const user = refreshTokens.findUser(
//#end
//#replace
// Tokens for other purposes
//#with
const newest = new Map<string, string>()
// Tokens for other purposes
//#end
