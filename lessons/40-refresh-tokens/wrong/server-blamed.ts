// Makes a text of anything, also of an object that has its own toString.
//#file tokenRoutes.ts
//#replace
  return readToken(refreshToken)
//#with
  return String(refreshToken)
//#end
