// Looks for its own origin anywhere in a Referer.
//#file crossSite.ts
//#replace
  if (origin !== undefined) return origin === publicOrigin
//#with
  const referer = context.header('referer')
  if (referer !== undefined) return referer.includes(publicOrigin)
  if (origin !== undefined) return origin === publicOrigin
//#end
