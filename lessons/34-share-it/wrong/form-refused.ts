// Reads the cookie by its old name.
//#file owner.ts
//#replace
  const known = readCookie(context.header('cookie') ?? '', name)
//#with
  const known = readCookie(context.header('cookie') ?? '', 'owner')
//#end
