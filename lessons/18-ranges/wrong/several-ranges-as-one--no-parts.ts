// Only the type says that there are several parts.
//#replace
/^bytes=(\d*)-(\d*)$/i.exec(header ?? '')
//#with
/^bytes=(\d*)-(\d*)$/i.exec(header?.split(',', 1).join('') ?? '')
//#end
//#replace
response.setHeader('content-range', `bytes ${start}-${end}/${facts.size}`)
//#with
response.setHeader('content-range', `bytes ${start}-${end}/${facts.size}`)
if (request.headers.range?.includes(',')) {
  response.setHeader('content-type', 'multipart/byteranges; boundary=part')
}
//#end
