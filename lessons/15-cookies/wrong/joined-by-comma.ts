// Joins the two lines, which other headers allow.
//#replace
response.setHeader('set-cookie', lines)
//#with
response.setHeader('set-cookie', lines.join(', '))
//#end
