// Ends what the old password has brought, but no sign-in that it has begun.
//#file reset.ts
//#replace
  // Somebody who knew the old password may have begun to sign in with it.
  oneTimeTokens.endAll('second-factor', user)

//#with
//#end
