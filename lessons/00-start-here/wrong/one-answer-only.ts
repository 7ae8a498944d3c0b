// Only the first request gets a 200.
//#replace
const status = 200
//#with
let status = 200
//#end
//#replace
response.end('This response came from my own machine.\n')
//#with
response.end('This response came from my own machine.\n')
status = 503
//#end
