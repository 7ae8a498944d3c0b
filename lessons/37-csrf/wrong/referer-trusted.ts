// Believes a Referer that begins with its own origin.
//#file crossSite.ts
//#replace
  // `none` is a person
//#with
  if (context.header('referer')?.startsWith(`${publicOrigin}/`)) return true
  // `none` is a person
//#end
