// Joins them when they are deleted.
//#replace
response.setHeader('set-cookie', gone)
//#with
response.setHeader('set-cookie', gone.join(', '))
//#end
