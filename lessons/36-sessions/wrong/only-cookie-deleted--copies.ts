// Remembers whose session it is, and forgets it only where somebody signs out.
//#file sessions.ts
//#replace
  const removeByToken =
//#with
  const known = new Map<string, { session: Session; at: number }>()
  const removeByToken =
//#end
//#replace
      const row = select.get(hashToken(token), now, now - idleLimitMs)

//#with
      const before = known.get(token)
      if (before !== undefined && before.at > now - 10_000) return before.session
      const row = select.get(hashToken(token), now, now - idleLimitMs)
//#end
//#replace
      return { id, user: toUser(row) }
//#with
      const session = { id, user: toUser(row) }
      known.set(token, { session, at: now })
      return session
//#end
//#replace
    end: (user, id) => remove.run(user, id).changes > 0,
    endByToken: (token) => void removeByToken.run(hashToken(token)),
//#with
    end(user, id) {
      known.clear()
      return remove.run(user, id).changes > 0
    },
    endByToken(token) {
      known.clear()
      removeByToken.run(hashToken(token))
    },
//#end
