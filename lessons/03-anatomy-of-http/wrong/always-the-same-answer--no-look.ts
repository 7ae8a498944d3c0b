// Answers without a look at the request.
//#replace
socket.end(writeAnswer(answer(request)))
//#with
socket.end(writeAnswer(answer({ ...request, method: 'GET', target: '/' })))
//#end
