// Tells the clients that nothing was stored, and tries again by itself a moment later.
//#replace
    for (const { reject } of writes) reject(error)
//#with
    for (const { reject } of writes) reject(error)
    setTimeout(() => {
      if (waiting.length === 0) setImmediate(flush)
      waiting.push(...writes)
    }, 50)
//#end
