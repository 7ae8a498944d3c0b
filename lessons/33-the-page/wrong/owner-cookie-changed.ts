// Gives a new cookie with each page.
//#file owner.ts
//#replace
  const known = readCookie(context.header('cookie') ?? '')
//#with
  const known = context.method === 'POST'
    ? readCookie(context.header('cookie') ?? '') : undefined
//#end
