// Counts each IP address once.
//#file clicks.ts
//#replace
/** Redirects to the target.
//#with
const known = new Set<string>()

/** Redirects to the target.
//#end
//#replace
  const target = isPerson ? store.countClick(slug) : store.countRobot(slug)
//#with
  const client = `${slug} ${context.request.socket.remoteAddress}`
  const isKnown = isPerson && known.has(client)
  if (isPerson) known.add(client)
  const target = isKnown ? store.find(slug)?.target
    : isPerson ? store.countClick(slug) : store.countRobot(slug)
//#end
