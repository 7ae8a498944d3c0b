// Sends the response in Latin-1.
//#replace
response.end(JSON.stringify(value))
//#with
response.end(JSON.stringify(value), 'latin1')
//#end
