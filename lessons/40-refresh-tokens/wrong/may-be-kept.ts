// Says no-store only when somebody signs in.
//#file tokenRoutes.ts
//#replace
makePair(parts, user, grant), 200, noStore)
//#with
makePair(parts, user, grant), 200)
//#end
