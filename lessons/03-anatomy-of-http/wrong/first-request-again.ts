// Keeps the connection open, and keeps the first request too.
//#replace
socket.end(writeResponse(respond(request)))
//#with
socket.write(writeResponse(respond(request)))
//#end
