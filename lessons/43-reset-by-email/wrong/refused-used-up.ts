// Looks at the password after the token was used.
//#file reset.ts
//#replace
  // First, so that a password that is too short doesn't use the link up.
  checkPassword(password)

//#with
//#end
