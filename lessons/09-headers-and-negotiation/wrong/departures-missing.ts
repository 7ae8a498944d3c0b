// Sends the text in Latin-1, and says that it's UTF-8.
//#replace
response.end(write(type))
//#with
response.end(write(type), 'latin1')
//#end
