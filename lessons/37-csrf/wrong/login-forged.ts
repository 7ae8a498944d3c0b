// Wants a token only from people who are signed in.
//#file login.ts
//#replace
  checkFormToken(readOwner(context, parts), typed.get('token'))
  const [email
//#with
  const owner = readOwner(context, parts)
  if (owner.user !== undefined) checkFormToken(owner, typed.get('token'))
  const [email
//#end
