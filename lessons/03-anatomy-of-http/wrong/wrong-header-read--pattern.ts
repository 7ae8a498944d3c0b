// Looks for the length with a regular expression in the whole head.
//#replace
const found = headers.find(({ name }) => name.toLowerCase() === 'content-length')
//#with

//#end
//#replace
const length = found?.value.trim() ?? '0'
//#with
const length = /content-length:\s*(\d+)/i.exec(bytes.toString('latin1', 0, headEnd))?.[1] ?? '0'
//#end
