// Made JSON of a text: now it has quotes.
//#replace
response.end('Hello, World!')
//#with
response.end(JSON.stringify('Hello, World!'))
//#end
