// Remembers when each client sent its last sixty requests.
//#file limit.ts
//#replace
  let counts = new Map<string, number>()
  let endsAt = 0

//#with
  const times = new Map<string, number[]>()

//#end
//#replace
    // All clients share a window, so what has been counted is thrown away with it.
    if (now >= endsAt) [counts, endsAt] = [new Map(), now + windowMs]

//#with

//#end
//#replace
    const client = counts.has(own) || counts.size < mostClients ? own : 'others'
    const count = (counts.get(client) ?? 0) + 1
    counts.set(client, count)
    if (count <= most) return next()
    const seconds = Math.ceil((endsAt - now) / 1_000)
//#with
    const client = times.has(own) || times.size < mostClients ? own : 'others'
    const recent = (times.get(client) ?? []).filter((time) => time > now - windowMs)
    times.set(client, recent)
    if (recent.length < most) {
      recent.push(now)
      return next()
    }
    const seconds = Math.ceil(((recent[0] ?? now) + windowMs - now) / 1_000)
//#end
