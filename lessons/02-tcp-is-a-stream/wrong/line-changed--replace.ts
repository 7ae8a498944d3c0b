// In a replacement, $& stands for what was found.
//#replace
socket.write(`${count}: ${line}\n`)
//#with
socket.write('number: line\n'.replace('number', String(count)).replace('line', line))
//#end
