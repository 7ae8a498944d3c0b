// A second vote of the same voter in the list counts as the same vote.
//#replace
    if (waiting.length === 0) setImmediate(flush)
//#with
    const voter = statements[1]?.[1]
    if (waiting.some((other) => other.statements[1]?.[1] === voter)) return resolve()
    if (waiting.length === 0) setImmediate(flush)
//#end
