// Writes the size of a chunk in decimal digits.
//#replace
    `Content-Length: ${body.length}`,
//#with
    'Transfer-Encoding: chunked',
//#end
//#replace
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
//#with
  const start = Buffer.from(`${head.join('\r\n')}\r\n\r\n${body.length}\r\n`)
  return Buffer.concat([start, body, Buffer.from('\r\n0\r\n\r\n')])
//#end
