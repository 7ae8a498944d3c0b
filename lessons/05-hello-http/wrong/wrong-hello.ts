// Leaves out the comma and the exclamation mark.
//#replace
response.end('Hello, World!')
//#with
response.end('Hello World')
//#end
