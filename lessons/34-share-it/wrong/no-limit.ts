// Counts only what was not refused.
//#file limit.ts
//#replace
    const count = (counts.get(client) ?? 0) + 1
    counts.set(client, count)
    if (count <= most) return next()
//#with
    const count = (counts.get(client) ?? 0) + 1
    if (count <= most) {
      return Promise.resolve(next()).then((reply) => {
        counts.set(client, (counts.get(client) ?? 0) + 1)
        return reply
      })
    }
//#end
