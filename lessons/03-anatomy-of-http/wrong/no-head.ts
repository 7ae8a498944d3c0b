// Sends the text alone.
//#replace
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
//#with
  return head.length === 0 ? Buffer.alloc(0) : body
//#end
