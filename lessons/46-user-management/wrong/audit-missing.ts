// Forgets programs that sign in.
//#file tokenRoutes.ts
//#replace
  parts.audit.write({ actor: user.id, action: 'signed-in', user: user.id })
//#with

//#end
