// The bug is written to the log, and the client is forgotten.
//#replace
if (!isOurs) console.error(error)
//#with
if (!isOurs) return console.error(error)
//#end
