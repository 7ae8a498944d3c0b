// Hears the error, and ends the program by itself.
//#replace
  socket.on('error', (error) => console.error(`A client was cut off: ${error.message}`))
//#with
  socket.on('error', () => process.exit(1))
//#end
