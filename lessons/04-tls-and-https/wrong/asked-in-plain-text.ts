// Asks as in the lesson before.
//#replace
const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ca: authority })
//#with
const socket = plainly({ host: '127.0.0.1', port })
//#end
//#replace
socket.once('secureConnect', 
//#with
socket.once('connect', 
//#end
//#replace
import type { Socket } from 'node:net'
//#with
import { connect as plainly, type Socket } from 'node:net'
//#end
