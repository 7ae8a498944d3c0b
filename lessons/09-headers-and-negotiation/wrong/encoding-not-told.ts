// Packs, and says nothing.
//#replace
response.setHeader('content-encoding', 'gzip')
//#with
//#end
