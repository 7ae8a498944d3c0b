// Keeps the numbers by line, so a line that comes again gets its old number.
//#replace
let count = 0
//#with
let count = 0
const numbers = new Map<string, number>()
//#end
//#replace
      count += 1
      socket.write(`${count}: ${line}\n`)
//#with
      count = numbers.get(line) ?? numbers.size + 1
      numbers.set(line, count)
      socket.write(`${count}: ${line}\n`)
//#end
