// The end isn't part of it.
//#replace
pipeline(createReadStream(file, { start, end }), response, () => {})
//#with
response.removeHeader('content-length')
const last = range ? Math.max(end - 1, start) : end
pipeline(createReadStream(file, { start, end: last }), response, () => {})
//#end
