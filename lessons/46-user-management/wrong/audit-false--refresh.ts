// Writes that somebody signed in whenever it makes tokens, so each refresh looks like a sign-in.
//#file tokenRoutes.ts
//#replace
  parts.audit.write({ actor: user.id, action: 'signed-in', user: user.id })
  return pair
}

function makePair({ accessTokens }: TokenParts, user: User, { family, refreshToken }: Grant) {
//#with
  return pair
}

function makePair(
  { accessTokens, audit }: TokenParts, user: User, { family, refreshToken }: Grant,
) {
  audit.write({ actor: user.id, action: 'signed-in', user: user.id })
//#end
