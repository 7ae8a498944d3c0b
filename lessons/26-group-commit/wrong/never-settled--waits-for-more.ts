// Waits until ten writes are there.
//#replace
    if (waiting.length === 0) setImmediate(flush)
    waiting.push({ statements, resolve, reject })
//#with
    waiting.push({ statements, resolve, reject })
    if (waiting.length >= 10) flush()
//#end
