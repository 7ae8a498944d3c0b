// Forgets that both ends count.
//#replace
response.setHeader('content-length', end - start + 1)
//#with
response.setHeader('content-length', end - start)
//#end
