// Is always Secure.
//#file owner.ts
//#replace
  const isSecure = publicOrigin.startsWith('https:')
//#with
  const isSecure = publicOrigin !== ''
//#end
