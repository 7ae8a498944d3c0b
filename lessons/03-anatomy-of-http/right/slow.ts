// Writes its answer in small pieces, with a pause after each.
//#replace
    socket.end(writeAnswer(answer(request)))
//#with
    socket.removeAllListeners('data')
    const bytes = writeAnswer(answer(request))
    let sent = 0
    const timer = setInterval(() => {
      socket.write(bytes.subarray(sent, sent += 9))
      if (sent < bytes.length) return
      clearInterval(timer)
      socket.end()
    }, 1)
//#end
