// Sets other cookies of its own, without any attributes, and one of them in every response.
//#replace
response.setHeader('set-cookie', lines)
//#with
response.setHeader('set-cookie', ['seen=1', ...lines, 'mode=a,b'])
//#end
//#replace
if (allow === undefined) response.writeHead(404).end()
//#with
response.setHeader('set-cookie', `last=${Date.now()}; Path=/`)
if (allow === undefined) response.writeHead(404).end()
//#end
