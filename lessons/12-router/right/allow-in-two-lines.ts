// Sends a line with Allow for each method.
//#replace
response.setHeader('allow', [...methods].join(', '))
//#with
response.setHeader('allow', [...methods])
//#end
