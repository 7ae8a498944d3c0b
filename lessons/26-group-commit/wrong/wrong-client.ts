// The errors are a shorter list than the writes.
//#replace
    const errors = writes.map(attempt)
//#with
    const errors = writes.map(attempt).filter((error) => error !== undefined)
//#end
