// Another comma, another sign.
//#replace
response.end('Hello, World!')
//#with
response.end('Hello World')
//#end
