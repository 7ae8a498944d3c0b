// Tells everybody who asks for a link that the account is gone.
//#file reset.ts
//#replace
  if (user === undefined) return
//#with
  if (user === undefined) throw new HttpError(404, 'There is no account with this address')
//#end
