// Nobody catches a bug.
//#replace
const isExpected = error instanceof HttpError
if (!isExpected) console.error(error)
//#with
const isExpected = error instanceof HttpError
if (!isExpected) throw error
//#end
