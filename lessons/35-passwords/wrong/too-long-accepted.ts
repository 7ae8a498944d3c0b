// Counts characters instead of bytes.
//#file credentials.ts
//#replace
  return Buffer.byteLength(password) <= mostBytes
//#with
  return password.length <= mostBytes
//#end
