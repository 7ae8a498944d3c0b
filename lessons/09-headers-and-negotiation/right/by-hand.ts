// Writes HTTP by hand, in chunks, with names in lower case and more fields than asked for.
import { createServer } from 'node:net'

const rows = [
  { 'platform': 4, 'to': 'Z\u00fcrich', 'time': '09:12', late: false },
  { 'platform': 7, 'to': 'Lyon', 'time': '09:30', late: true },
]
const bodies: Record<string, () => string> = {
  'application/json': () => JSON.stringify({ departures: rows }, null, 2),
  'text/csv': () => 'time,to,platform\r\n'
    + rows.map(({ time, to, platform }) => `"${time}","${to}",${platform}`).join('\r\n'),
  'text/plain': () => rows
    .map(({ time, to, platform }) => `${to} ${time} (${platform})`).join('\n'),
}

createServer((socket) => {
  let head = ''
  socket.on('error', () => {})
  socket.on('data', (data) => {
    head += data.toString('latin1')
    if (!head.includes('\r\n\r\n')) return
    const [first = '', ...lines] = head.split('\r\n')
    const [method = '', target = ''] = first.split(' ')
    const fields = lines.filter((line) => /^accept:/i.test(line)).map((line) => line.slice(7))
    if (target.split('?')[0] !== '/departures') return void socket.end(reply('404 Not Found'))
    if (method !== 'GET' && method !== 'HEAD') {
      return void socket.end(reply('405 Method Not Allowed', 'allow: GET, HEAD\r\n'))
    }
    const type = pick(fields.length === 0 ? undefined : fields.join(','))
    const body = Buffer.from(bodies[type]?.() ?? Object.keys(bodies).join('\n'))
    socket.write(`HTTP/1.1 ${type === '' ? '406 Not Acceptable' : '200 OK'}\r\n`
      + `content-type: ${(type || 'text/plain').toUpperCase()};Charset="utf-8"\r\n`
      + 'vary: accept-language,accept\r\ntransfer-encoding: chunked\r\n\r\n')
    if (method === 'GET') {
      socket.write(`${body.length.toString(16)}\r\n`)
      socket.write(body)
      socket.write('\r\n0\r\n\r\n')
    }
    socket.end()
  })
}).listen(Number(process.env.PORT), '127.0.0.1')

function reply(status: string, fields = ''): string {
  return `HTTP/1.1 ${status}\r\n${fields}content-length: 0\r\nconnection: close\r\n\r\n`
}

function pick(accept = '*/*'): string {
  const weigh = (type: string) => {
    const scores = accept.toLowerCase().split(',').map((member) => {
      const [range, ...rest] = member.split(';').map((part) => part.trim())
      const precision = [type, type.replace(/\/.*/, '/*'), '*/*'].indexOf(range ?? '')
      return { precision, weight: Number(/^q=([\d.]+)$/m.exec(rest.join('\n'))?.[1] ?? 1) }
    }).filter(({ precision }) => precision !== -1)
    return scores.sort((one, other) => one.precision - other.precision)[0]?.weight ?? 0
  }
  const ranked = Object.keys(bodies).map((type) => ({ type, weight: weigh(type) }))
    .filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight)
  return ranked[0]?.type ?? ''
}
