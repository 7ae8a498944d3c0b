// Forgets that Basic is a way in, too.
//#file identify.ts
//#replace
  if (user.hasSecondFactor) throw unauthorized('This account has a second factor: use a key')

//#with

//#end
