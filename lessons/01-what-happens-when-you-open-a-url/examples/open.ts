// Opens a connection to a name and a port, and says what it got.

import { connect } from 'node:net'

const [name = 'localhost', port = '4000'] = process.argv.slice(2)
const socket = connect({ host: name, port: Number(port) })
socket.on('connect', () => {
  console.log(`Connected to ${socket.remoteAddress}`)
  socket.end()
})
socket.on('error', () => console.log('It did not work'))
