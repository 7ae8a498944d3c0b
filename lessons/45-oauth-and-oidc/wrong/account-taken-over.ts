// Connects the account that has the address.
//#file providerRoutes.ts
//#replace
  const user = known === undefined ? await registerWithoutPassword(parts, identity.email)
    : users.find(known)
//#with
  const email = identity.email?.toLowerCase() ?? ''
  const same = users.findByEmail(email)?.user
  const user = known !== undefined ? users.find(known)
    : same ?? await registerWithoutPassword(parts, identity.email)
//#end
