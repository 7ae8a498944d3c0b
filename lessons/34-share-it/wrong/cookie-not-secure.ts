// Forgets the attribute.
//#file owner.ts
//#replace
${isSecure ? '; Secure' : ''}
//#with

//#end
//#replace
  const name = isSecure ? '__Host-owner' : 'owner'
//#with
  const name = isSecure ? 'owner' : 'local-owner'
//#end
