// The program counts, and serves the first visitor only.
//#replace
const status = 200
//#with
let status = 200
//#end
//#replace
response.end('This answer came from my own machine.\n')
//#with
response.end('This answer came from my own machine.\n')
status = 503
//#end
