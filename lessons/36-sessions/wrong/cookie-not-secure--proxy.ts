// Trusts the header of a proxy instead of PUBLIC_ORIGIN.
//#file sessionRoutes.ts
//#replace
  return { ...noStore, 'set-cookie': sessionCookie(token, publicOrigin) }
//#with
  const isSecure = context.header('x-forwarded-proto') === 'https'
  return { ...noStore, 'set-cookie': sessionCookie(token, isSecure ? publicOrigin : 'http:') }
//#end
