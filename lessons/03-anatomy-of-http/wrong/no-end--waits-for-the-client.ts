// Waits for the client to end the connection first.
//#replace
socket.end(writeResponse(respond(request)))
//#with
socket.write(writeResponse(respond(request)))
socket.on('end', () => socket.end())
//#end
//#replace
`Content-Length: ${body.length}`,
//#with

//#end
