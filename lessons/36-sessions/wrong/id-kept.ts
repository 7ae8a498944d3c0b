// Leaves the session of before as it is.
//#file sessionRoutes.ts
//#replace
  if (before !== undefined) sessions.endByToken(before)

//#with
  if (before === undefined) sessions.endByToken('')

//#end
