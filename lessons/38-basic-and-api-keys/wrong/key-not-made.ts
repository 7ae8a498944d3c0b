// Asks for days in every request.
//#file keyRoutes.ts
//#replace
  if (days === null) return null

//#with

//#end
