// Answers once, keeps the connection and ignores what comes next.
//#replace
socket.end(writeAnswer(answer(request)))
//#with
if (socket.bytesWritten === 0) socket.write(writeAnswer(answer(request)))
//#end
