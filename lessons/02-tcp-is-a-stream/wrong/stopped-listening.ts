// Closes the server when one client disappears.
//#replace
console.error(`A client was cut off: ${error.message}`)
//#with
server.close(() => error)
//#end
