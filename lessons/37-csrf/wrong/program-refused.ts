// Wants Origin or Sec-Fetch-Site from programs, too.
//#file crossSite.ts
//#replace
  return context.header('cookie') === undefined
//#with
  return false
//#end
