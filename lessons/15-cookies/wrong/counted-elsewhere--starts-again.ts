// A new theme starts the count again.
//#replace
response.setHeader('set-cookie', formatCookie('theme', chosen))
//#with
response.setHeader('set-cookie', [formatCookie('theme', chosen), formatCookie('visits', '1')])
//#end
