// Stores the browser's cookie with the links of users as well.
//#file owner.ts
//#replace
  return { user, of: { user: user.id, owner: null }, formToken, headers: {} }
//#with
  const { owner } = readBrowser(context, publicOrigin).of
  return { user, of: { user: user.id, owner }, formToken, headers: {} }
//#end
