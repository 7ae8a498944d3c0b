// Looks for the address before it looks for the subject.
//#file providerRoutes.ts
//#replace
  const known = providerAccounts.find(identity)

//#with
  const same = users.findByEmail(identity.email ?? '')?.user.id
  const known = providerAccounts.find(identity) && (same ?? providerAccounts.find(identity))

//#end
