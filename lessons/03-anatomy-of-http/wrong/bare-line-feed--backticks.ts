// A text over several lines: it looks right on the screen.
//#replace
  const head = [
    `HTTP/1.1 ${status}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
//#with
  const head = `HTTP/1.1 ${status}
Content-Type: text/plain; charset=utf-8
Content-Length: ${body.length}

`
  return Buffer.concat([Buffer.from(head), body])
//#end
