// Neither a length nor a close.
//#replace
socket.end(writeAnswer(answer(request)))
//#with
socket.write(writeAnswer(answer(request)))
//#end
//#replace
    `Content-Length: ${body.length}`,
    'Connection: close',
//#with
    'Connection: keep-alive',
//#end
