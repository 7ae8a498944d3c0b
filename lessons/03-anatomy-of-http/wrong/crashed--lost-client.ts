// Nothing listens for the error of a client that is cut off.
//#replace
  socket.on('error', (error) => console.error(`A client was cut off: ${error.message}`))
//#with
//#end
