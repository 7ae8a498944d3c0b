// Makes a salt once, when it starts.
//#file passwords.ts
//#replace
  const salt = randomBytes(saltBytes)
//#with
  const salt = ownSalt
//#end
//#replace
const saltBytes = 16
//#with
const saltBytes = 16
const ownSalt = randomBytes(saltBytes)
//#end
