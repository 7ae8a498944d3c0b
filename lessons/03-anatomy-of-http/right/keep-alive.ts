// Keeps the connection open, and takes one whole request after another off the front.
//#replace
    const request = readRequest(received)
    // A part of it is still on its way.
    if (request === undefined) return
    socket.end(writeAnswer(answer(request)))
//#with
    for (let request = readRequest(received); request; request = readRequest(received)) {
      received = received.subarray(received.indexOf('\r\n\r\n') + 4 + request.body.length)
      socket.write(writeAnswer(answer(request)))
    }
//#end
//#replace
    'Connection: close',
//#with
//#end
