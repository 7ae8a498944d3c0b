// Responds once, keeps the connection open and ignores what comes next.
//#replace
socket.end(writeResponse(respond(request)))
//#with
if (socket.bytesWritten === 0) socket.write(writeResponse(respond(request)))
//#end
