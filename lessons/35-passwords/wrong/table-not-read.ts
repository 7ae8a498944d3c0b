// Remembers the users that have signed up.
//#file users.ts
//#replace
  return {
    add(email, passwordHash) {
      const row = insert.get(email, passwordHash, Date.now())
      return row === undefined ? undefined : toUser(row)
    },
    findByEmail(email) {
//#with
  const known = new Map<string, StoredUser>()
  return {
    add(email, passwordHash) {
      const row = insert.get(email, passwordHash, Date.now())
      if (row === undefined) return undefined
      known.set(email, { user: toUser(row), passwordHash })
      return toUser(row)
    },
    findByEmail(email) {
      if (known.has(email)) return known.get(email)
//#end
