// A response in chunks needs no length.
//#replace
    `Content-Length: ${body.length}`,
//#with
    'transfer-encoding: chunked',
//#end
//#replace
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
//#with
  const size = body.length === 0 ? '' : `${body.length.toString(16)}\r\n`
  const end = Buffer.from(size === '' ? '0\r\n\r\n' : '\r\n0\r\n\r\n')
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n${size}`), body, end])
//#end
