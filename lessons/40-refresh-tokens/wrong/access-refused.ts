// Takes the id of the user for that of the family.
//#file tokenRoutes.ts
//#replace
makePair(parts, user, grant)
//#with
makePair(parts, user, { ...grant, family: user.id })
//#end
