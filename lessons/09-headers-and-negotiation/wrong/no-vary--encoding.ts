// Names a header that begins the same way.
//#replace
response.setHeader('vary', 'Accept')
//#with
response.setHeader('vary', 'Accept-Encoding, User-Agent')
//#end
