// Takes the second word of the header, whatever the others are.
//#file basic.ts
//#replace
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1]
//#with
  const encoded = header.split(/ +/)[1]
//#end
//#replace
  if (bytes.toString('base64') !== encoded) return undefined

//#with

//#end
