// The end does not belong to it.
//#replace
createReadStream(file, { start, end }).on('error', () => response.destroy()).pipe(response)
//#with
const data = createReadStream(file, { start, end: range ? Math.max(end - 1, start) : end })
response.removeHeader('content-length')
data.on('error', () => response.destroy()).pipe(response)
//#end
