// Keeps keys in memory once they were found.
//#file apiKeys.ts
//#replace
  return {
    add({
//#with
  const known = new Map<string, { user: User; scopes: ReadonlySet<Scope> }>()
  return {
    add({
//#end
//#replace
      const row = select.get(
//#with
      const before = known.get(text)
      if (before !== undefined) return before
      const row = select.get(
//#end
//#replace
      return { user: toUser(row), scopes: parseScopes(String(row['scopes'])) }
//#with
      const found = { user: toUser(row), scopes: parseScopes(String(row['scopes'])) }
      known.set(text, found)
      return found
//#end
