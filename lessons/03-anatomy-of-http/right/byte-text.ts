// Turns each byte into one character (Latin-1): it works with text, and still no byte is lost. The
// response ends with the connection.

import { createServer } from 'node:net'

createServer((socket) => {
  let text = ''
  socket.setEncoding('latin1')
  socket.on('error', () => socket.destroy())
  socket.on('data', (data) => {
    text += data
    const [head] = text.split('\r\n\r\n', 1)
    if (head === text) return
    const length = Number(/^content-length:\s*(\d+)/im.exec(head)?.[1] ?? 0)
    const body = text.slice(head.length + 4, head.length + 4 + length)
    if (body.length < length) return
    const [method, path] = head.split(' ')
    const [status, content] = method === 'GET' && path === '/'
      ? ['200 Fine', 'Good morning']
      : method === 'POST' && path === '/echo'
        ? ['201 Here it is', body]
        : ['404 Never heard of it', '?']
    socket.end(`HTTP/1.0 ${status}\r\nX-Made-By: hand\r\n\r\n${content}`, 'latin1')
  })
}).listen(Number(process.env.PORT), '127.0.0.1')
