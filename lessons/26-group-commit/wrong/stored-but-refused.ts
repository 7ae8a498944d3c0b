// Tells the clients that nothing was stored, and tries again by itself a moment later.
//#replace
    for (const { reject } of writes) reject(error)
//#with
    for (const { reject } of writes) reject(error)
    setTimeout(() => {
      const others = waiting
      waiting = writes
      flush()
      waiting = others
    }, 50)
//#end
