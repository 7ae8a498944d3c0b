// Sets a third cookie of its own, without any attribute.
//#replace
response.setHeader('set-cookie', lines)
//#with
response.setHeader('set-cookie', ['seen=1', ...lines, 'mode=a,b'])
//#end
