// Writes its response in small pieces, with a pause after each.
//#replace
    socket.end(writeResponse(respond(request)))
//#with
    socket.removeAllListeners('data')
    const bytes = writeResponse(respond(request))
    let sent = 0
    const timer = setInterval(() => {
      socket.write(bytes.subarray(sent, sent += 9))
      if (sent < bytes.length) return
      clearInterval(timer)
      socket.end()
    }, 1)
//#end
