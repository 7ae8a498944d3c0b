// Takes a silence for the end of a line.
//#replace
  socket.on('data', (data) => {
//#with
  let timer: NodeJS.Timeout | undefined
  socket.on('data', (data) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (rest !== '') socket.write(`${++count}: ${rest}\n`)
      rest = ''
    }, 200)
//#end
