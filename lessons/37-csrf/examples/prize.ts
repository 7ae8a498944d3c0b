// A page of another program, which signs you out of yours.

import { createServer } from 'node:http'

const page = `<!doctype html>
<title>You have won!</title>
<form method="post" action="http://localhost:3001/logout">
<button>Get your prize</button>
</form>
`

const server = createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
