// Believes each Referer that has its own origin in it.
//#file crossSite.ts
//#replace
  // `none` is a person
//#with
  if (context.header('referer')?.includes(publicOrigin)) return true
  // `none` is a person
//#end
