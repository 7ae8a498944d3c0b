// Counts wrong passwords only, and stops only those.
//#file credentials.ts
//#replace
  // Counted first: while one password is hashed, many others could be tried.
  attempts.enter(attempt)
//#with
//#end
//#replace
  throw unauthorized('This email
//#with
  attempts.enter(attempt)
  throw unauthorized('This email
//#end
