// The same without an empty line.
//#replace
Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
//#with
Buffer.concat([
  Buffer.from(`${head[0]}\r\n`),
  body,
  Buffer.from(`\r\n${head.slice(1).join('\r\n')}\r\n\r\n`),
])
//#end
