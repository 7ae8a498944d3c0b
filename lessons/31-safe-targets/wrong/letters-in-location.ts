// Sends the letters of the fragment as the bytes of UTF-8.
//#file targets.ts
//#replace
  return url.href
//#with
  return url.href.replace(/#.*$/, (text) => Buffer.from(decodeURI(text)).toString('latin1'))
//#end
