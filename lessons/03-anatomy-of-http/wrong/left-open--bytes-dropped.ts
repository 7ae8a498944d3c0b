// Keeps the connection open, and throws away what came after the first request.
//#replace
    socket.end(writeAnswer(answer(request)))
//#with
    socket.write(writeAnswer(answer(request)))
    received = Buffer.alloc(0)
//#end
//#replace
    'Connection: close',
//#with
//#end
