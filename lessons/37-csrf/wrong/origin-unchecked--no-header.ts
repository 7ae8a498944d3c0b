// Lets a request with a cookie go on that has neither Sec-Fetch-Site nor Origin.
//#file crossSite.ts
//#replace
  return context.header('cookie') === undefined
//#with
  return true
//#end
