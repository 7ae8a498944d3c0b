// Nobody ends a savepoint that has worked, and its name is that of the next one. A limit on top of
// that refuses votes that come together.
//#replace
    if (waiting.length === 0) setImmediate(flush)
//#with
    if (waiting.length === 10) return reject(new Error('Too many writes'))
    if (waiting.length === 0) setImmediate(flush)
//#end
