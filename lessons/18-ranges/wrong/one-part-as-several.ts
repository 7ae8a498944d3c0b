// Knows only one type for parts.
//#replace
response.setHeader('content-range', `bytes ${start}-${end}/${facts.size}`)
//#with
response.setHeader('content-range', `bytes ${start}-${end}/${facts.size}`)
response.setHeader('content-type', 'multipart/byteranges')
//#end
