// Sends several parts, and single ones without a length. A 416 doesn't say the size.
//#replace
  const range = mayBePart ? readRange(request.headers.range, facts.size) : undefined
//#with
  const several = /^bytes=(\d+-\d+),(\d+-\d+)$/.exec(request.headers.range ?? '')?.slice(1)
  const ranges = (several ?? []).map((each) => readRange(`bytes=${each}`, facts.size))
  if (mayBePart && ranges.length > 0 && ranges.every((each) => typeof each === 'object')) {
    response.writeHead(206, { 'content-type': 'multipart/byteranges; boundary="a b"' })
    for (const part of ranges) {
      const head = `Content-Range: bytes ${part.start}-${part.end}/${facts.size}`
      response.write(`\r\n--a b\r\nContent-Type: text/plain\r\n${head}\r\n\r\n`)
      for await (const chunk of createReadStream(file, part)) response.write(chunk)
    }
    return void response.end('\r\n--a b--\r\n')
  }
  const range = mayBePart ? readRange(request.headers.range, facts.size) : undefined
//#end
//#replace
    return void response.writeHead(416, { 'content-range': `bytes */${facts.size}` }).end()
//#with
    return void response.writeHead(416).end('There are no such bytes\n')
//#end
//#replace
  response.setHeader('content-length', end - start + 1)
//#with
//#end
