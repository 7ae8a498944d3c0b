// Nobody catches what a value does.
//#replace
response.writeHead(500).end()
//#with
throw error
//#end
//#replace
URL.parse(url)?.protocol
//#with
new URL(url).protocol
//#end
