// Keeps what it found in a variable that all requests share.
//#file credentials.ts
//#replace
  const found = users.findByEmail(email.toLowerCase())
//#with
  found = users.findByEmail(email.toLowerCase())
//#end
//#replace
/** Finds the user whose
//#with
let found: ReturnType<Users['findByEmail']>

/** Finds the user whose
//#end
