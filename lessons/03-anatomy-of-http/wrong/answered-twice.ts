// Writes the answer, and ends with the answer.
//#replace
socket.end(writeAnswer(answer(request)))
//#with
socket.write(writeAnswer(answer(request)))
socket.end(writeAnswer(answer(request)))
//#end
