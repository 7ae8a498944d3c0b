// Writes the response, and ends with it again.
//#replace
socket.end(writeResponse(respond(request)))
//#with
socket.write(writeResponse(respond(request)))
socket.end(writeResponse(respond(request)))
//#end
