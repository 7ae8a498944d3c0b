// The last 0 bytes are everything, as with slice(-0).
//#replace
const start = first === '' ? Math.max(size - Number(last), 0) : Number(first)
//#with
const start = first === '' ? Math.max(size - (Number(last) || size), 0) : Number(first)
//#end
//#replace
start >= size || (first === '' && Number(last) === 0) ? 'nothing'
//#with
start >= size ? 'nothing'
//#end
