// Searches for the word.
//#replace
weigh(request.headers['accept-encoding'], 'gzip') > 0
//#with
request.headers['accept-encoding']?.toLowerCase().includes('gzip')
//#end
