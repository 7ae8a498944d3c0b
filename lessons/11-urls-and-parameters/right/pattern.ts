// One pattern for each kind of path, 400 for every bad number, and a redirect for a slash at the end.
import { createServer } from 'node:http'

createServer((request, response) => {
  const json = (status: number, body: object) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  const [, path = '', search = ''] = /^([^?]*)\??(.*)$/s.exec(request.url ?? '') ?? []
  const query = new URLSearchParams(search)
  const note = /^\/notes\/([1-9]\d*)$/.exec(path)
  if (note) return json(200, { id: Number(note[1]), found: true })
  if (/^\/notes\/[^/]+$/.test(path)) return json(400, {})
  if (path === '/notes') {
    const limit = query.get('limit') ?? '20'
    if (!/^[1-9][0-9]*$/.test(limit)) return json(422, {})
    return json(200, { limit: Number(limit), tags: query.getAll('tag') })
  }
  if (path === '/notes/') return response.writeHead(308, { location: '/notes' }).end()
  const file = /^\/files\/([^/]+)$/.exec(path)
  if (!file) return json(404, {})
  try {
    return json(200, { name: decodeURIComponent(file[1] ?? '') })
  } catch {
    return json(400, {})
  }
}).listen(process.env.PORT)
