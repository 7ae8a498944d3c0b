// Sends the letters as the bytes of UTF-8.
//#file targets.ts
//#replace
  return url.href
//#with
  return Buffer.from(value).toString('latin1')
//#end
