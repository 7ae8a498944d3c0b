// Leaves programs signed in.
//#file reset.ts
//#replace
  refreshTokens.endAll(user)

//#with
//#end
