// Waits until the client closes the connection.
//#replace
    const request = readRequest(received)
//#with
  })
  socket.on('end', () => {
    const request = readRequest(received)
//#end
