// Takes every path that begins with /echo.
//#replace
target === '/echo')
//#with
target.startsWith('/echo'))
//#end
