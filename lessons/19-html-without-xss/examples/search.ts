// A search page that repeats what you searched for.

import { createServer } from 'node:http'

createServer((request, response) => {
  const url = URL.parse(request.url ?? '', 'http://localhost')
  const words = url?.searchParams.get('q') ?? ''
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(`<!doctype html>
<title>Search</title>
<p>No results for ${words}</p>
`)
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
