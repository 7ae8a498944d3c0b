// Throws out a client that is quiet for a moment.
//#replace
  socket.on('data', (data) => {
//#with
  socket.setTimeout(250, () => socket.end())
  socket.on('data', (data) => {
//#end
