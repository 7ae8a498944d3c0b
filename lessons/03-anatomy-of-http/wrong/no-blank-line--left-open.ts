// No empty line, and the connection stays open: the client waits.
//#replace
socket.end(writeAnswer(answer(request)))
//#with
socket.write(writeAnswer(answer(request)))
//#end
//#replace
${head.join('\r\n')}\r\n\r\n
//#with
${head.join('\r\n')}\r\n
//#end
//#replace
text('Hello from the wire 🌱\n')
//#with
text('Hello')
//#end
