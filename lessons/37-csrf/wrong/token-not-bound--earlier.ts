// Goes on with the browser's token after somebody has signed in.
//#file owner.ts
//#replace
  const formToken = hashOf(`form ${token}`)
  return { user, of: { user: user.id, owner: null }, formToken, headers: {} }
//#with
  return { ...readBrowser(context, publicOrigin), user, of: { user: user.id, owner: null } }
//#end
//#replace
  // Made of the session, so a token of another user, or of an earlier session, isn't accepted.

//#with

//#end
