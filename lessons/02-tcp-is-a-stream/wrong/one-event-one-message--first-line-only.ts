// Waits for a line break, and takes everything before it for one line.
//#replace
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      count += 1
      socket.write(`${count}: ${line}\n`)
    }
//#with
    if (!rest.includes('\n')) return
    count += 1
    socket.write(`${count}: ${rest}`)
    rest = ''
//#end
