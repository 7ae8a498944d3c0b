// Ends the session of before only if somebody else had it.
//#file sessionRoutes.ts
//#replace
  if (before !== undefined) sessions.endByToken(before)

//#with
  if (before !== undefined && sessions.find(before)?.user.id !== user.id) {
    sessions.endByToken(before)
  }

//#end
