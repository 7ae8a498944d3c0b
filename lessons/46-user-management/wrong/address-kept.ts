// Remembers all addresses that ever had an account.
//#file users.ts
//#replace
    add(email, passwordHash) {
//#with
    add(email, passwordHash) {
      if (known.has(email)) return undefined
      known.add(email)
//#end
//#replace
const mostListed = 100
//#with
const mostListed = 100
const known = new Set<string>()
//#end
