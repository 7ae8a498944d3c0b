// Each data event is a line.
//#replace
    rest += data
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      count += 1
      socket.write(`${count}: ${line}\n`)
    }
//#with
    count += 1
    socket.write(`${count}: ${String(data).trim()}\n`)
    rest = ''
//#end
