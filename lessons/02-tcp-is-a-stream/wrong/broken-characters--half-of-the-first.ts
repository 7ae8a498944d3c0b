// Says only after the first piece that it wants text.
//#replace
  socket.setEncoding('utf8')
  socket.on('data', (data) => {
//#with
  socket.on('data', (data) => {
    socket.setEncoding('utf8')
//#end
