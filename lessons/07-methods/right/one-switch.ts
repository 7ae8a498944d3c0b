// Another style: one function, an array of notes, a switch. DELETE is 204 each time, PUT answers
// without a body, a PUT without a text is refused, and one note has more fields than it needs.
import http from 'node:http'

const notes: (Record<string, unknown> & { name: string })[] = []
let next = 100

http.createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part) => parts.push(part))
  request.on('end', () => {
    const body = parts.length === 0 ? {} : JSON.parse(Buffer.concat(parts).toString())
    const name = request.url!.replace(/^\/notes\/?/, '')
    if (!/^\/notes(\/|$)/.test(request.url!)) return answer(404)
    const index = notes.findIndex((note) => note.name === name)
    const note = notes[index]
    const allow = name === '' ? 'options,get , post' : 'DELETE, PATCH, PUT, HEAD, GET'
    const known = allow.toUpperCase().split(',').map((word) => word.trim())
      .includes(request.method!)
    response.setHeader('Allow', allow.toUpperCase())
    if (request.method === 'OPTIONS') return answer(200)
    if (!known && request.method !== 'HEAD') return answer(405)

    switch (`${request.method} ${name === '' ? 'list' : 'note'}`) {
      case 'HEAD list':
      case 'GET list': return answer(200, notes)
      case 'HEAD note':
      case 'GET note': return note ? answer(200, note) : answer(410)
      case 'POST list': {
        while (notes.some((each) => each.name === String(next))) next++
        const made = { name: `${next++}`, ...body, changed: Date.now() }
        notes.push(made)
        response.setHeader('Location', `http://${request.headers.host}/notes/${made.name}`)
        return answer(201, made)
      }
      case 'PUT note':
        if (body.text === undefined) return answer(422)
        if (note) notes.splice(index, 1)
        notes.push({ ...body, name, changed: Date.now() })
        return answer(note ? 204 : 201)
      case 'PATCH note':
        if (!note) return answer(404)
        Object.assign(note, body, { changed: Date.now() })
        return answer(204)
      case 'DELETE note':
        if (note) notes.splice(index, 1)
        return answer(204)
    }
  })

  function answer(status: number, value?: unknown) {
    response.statusCode = status
    if (value === undefined) return response.end()
    response.setHeader('Content-Type', 'application/json; charset=utf-8')
    response.end(request.method === 'HEAD' ? setLength(value) : JSON.stringify(value, null, 2))
  }

  function setLength(value: unknown) {
    response.setHeader('Content-Length', Buffer.byteLength(JSON.stringify(value, null, 2)))
    return undefined
  }
}).listen(process.env.PORT)
