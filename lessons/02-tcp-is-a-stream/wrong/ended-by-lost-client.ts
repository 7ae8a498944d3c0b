// Nobody hears the error.
//#replace
  socket.on('error', (error) => console.error(`A client was cut off: ${error.message}`))
//#with
//#end
