// Works on each line for a while, and the first of several lines is done last.
//#replace
    for (const line of lines) {
      count += 1
      socket.write(`${count}: ${line}\n`)
    }
//#with
    for (const [index, line] of lines.entries()) {
      setTimeout(() => {
        count += 1
        socket.write(`${count}: ${line}\n`)
      }, 20 * (lines.length - index))
    }
//#end
