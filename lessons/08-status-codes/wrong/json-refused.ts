// Compares the whole header.
//#replace
return /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')
//#with
return headers['content-type'] === 'application/json'
//#end
