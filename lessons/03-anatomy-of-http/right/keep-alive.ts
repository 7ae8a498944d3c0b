// Keeps the connection open, and takes one complete request after another off the front.
//#replace
    const request = readRequest(received)
    if (request === 'incomplete') return
    socket.end(writeResponse(respond(request)))
//#with
    for (;;) {
      const request = readRequest(received)
      if (request === 'incomplete') return
      if (request === 'malformed') return void socket.end(writeResponse(respond(request)))
      received = received.subarray(received.indexOf('\r\n\r\n') + 4 + request.body.length)
      socket.write(writeResponse(respond(request)))
    }
//#end
//#replace
    'Connection: close',
//#with
//#end
