// Responds 100 ms after the first bytes, whatever has come.
//#replace
const request = readRequest(received)
if (request === 'incomplete') return
socket.end(writeResponse(respond(request)))
//#with
if (received.length > data.length) return
setTimeout(() => {
  const request = readRequest(received)
  if (request === 'incomplete') return void socket.end(writeResponse(respond('malformed')))
  socket.end(writeResponse(respond(request)))
}, 100)
//#end
