// Starts again from nothing after each bug.
//#replace
if (!isExpected) console.error(error)
//#with
if (!isExpected) books.clear()
//#end
