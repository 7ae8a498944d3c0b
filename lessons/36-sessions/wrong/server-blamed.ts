// Decodes the value of the cookie, and throws where it can't be decoded.
//#file cookies.ts
//#replace
  return readCookie(context, nameOf(publicOrigin))
//#with
  const value = readCookie(context, nameOf(publicOrigin))
  return value === undefined ? undefined : decodeURIComponent(value)
//#end
