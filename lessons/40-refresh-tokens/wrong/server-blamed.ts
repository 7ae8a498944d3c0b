// Expects a text in each body.
//#file tokenRoutes.ts
//#replace
  return String(refreshToken)
//#with
  return refreshToken.trim()
//#end
