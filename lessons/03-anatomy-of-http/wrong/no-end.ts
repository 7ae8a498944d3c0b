// Sends neither a length nor the end of the connection.
//#replace
socket.end(writeResponse(respond(request)))
//#with
socket.write(writeResponse(respond(request)))
//#end
//#replace
    `Content-Length: ${body.length}`,
    'Connection: close',
//#with
    'Connection: keep-alive',
//#end
