// Keeps the length of an earlier request for one that has none.
//#replace
const server = createServer
//#with
let length = '0'

const server = createServer
//#end
//#replace
const length = found?.value.trim() ?? '0'
//#with
length = found?.value.trim() ?? length
//#end
