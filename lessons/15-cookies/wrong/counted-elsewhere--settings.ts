// A new theme is a new start.
//#replace
response.setHeader('set-cookie', formatCookie('theme', chosen))
//#with
response.setHeader('set-cookie', [formatCookie('theme', chosen), formatCookie('visits', '0')])
//#end
