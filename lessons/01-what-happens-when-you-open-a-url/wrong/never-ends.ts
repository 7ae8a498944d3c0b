// Sends the word, and waits for a second line that never comes.
//#replace
  socket.end(`${word}\n`)
  await once(socket, 'close')
//#with
  socket.write(`${word}\n`)
  setInterval(() => socket.resume(), 1_000)
//#end
