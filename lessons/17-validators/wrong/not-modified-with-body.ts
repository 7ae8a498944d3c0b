// Writes a sentence after the head.
//#replace
if (isCurrent(request.headers, tag, facts)) return void response.writeHead(304).end()
//#with
if (isCurrent(request.headers, tag, facts)) {
  const head = `HTTP/1.1 304 Not Modified\r\nETag: ${tag}\r\n\r\n`
  return void response.socket?.end(`${head}You have this version`)
}
//#end
