// Calls write instead of end.
//#replace
response.end('Hello, World!')
//#with
response.write('Hello, World!')
//#end
