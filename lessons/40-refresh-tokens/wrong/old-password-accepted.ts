// Remembers passwords that were right, because hashing is slow.
//#file credentials.ts
//#replace
  const stored = found?.passwordHash
//#with
  if (found !== undefined && known.has(`${email} ${password}`)) return found.user
  const stored = found?.passwordHash
//#end
//#replace
  if (isRight && found !== undefined) return found.user
//#with
  if (isRight && found !== undefined) {
    known.add(`${email} ${password}`)
    return found.user
  }
//#end
//#replace
const fewestCharacters
//#with
const known = new Set<string>()
const fewestCharacters
//#end
