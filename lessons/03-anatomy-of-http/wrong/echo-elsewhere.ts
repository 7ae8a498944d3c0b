// Whatever begins with /echo will do.
//#replace
target === '/echo')
//#with
target.startsWith('/echo'))
//#end
