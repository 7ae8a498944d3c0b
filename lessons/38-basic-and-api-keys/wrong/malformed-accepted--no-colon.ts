// Forgets that indexOf gives -1 for what isn't there.
//#file basic.ts
//#replace
  if (colon === -1) return undefined

//#with

//#end
