// Keeps the connection, and keeps the first request too.
//#replace
socket.end(writeAnswer(answer(request)))
//#with
socket.write(writeAnswer(answer(request)))
//#end
