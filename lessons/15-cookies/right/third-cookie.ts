// Sets other cookies of its own, without any attributes.
//#replace
response.setHeader('set-cookie', lines)
//#with
response.setHeader('set-cookie', ['seen=1', ...lines, 'mode=a,b'])
//#end
