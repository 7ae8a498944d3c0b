// Joins the two lines, as it can be done with other headers.
//#replace
response.setHeader('set-cookie', lines)
//#with
response.setHeader('set-cookie', lines.join(', '))
//#end
