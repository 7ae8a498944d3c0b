// Names the header only if there is one.
//#replace
response.setHeader('vary', 'Accept')
//#with
if (request.headers.accept) response.setHeader('vary', 'Accept')
//#end
