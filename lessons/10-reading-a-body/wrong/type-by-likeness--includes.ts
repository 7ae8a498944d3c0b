// Looks for the word anywhere.
//#replace
  const [type = ''] = (request.headers['content-type'] ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json') {
//#with
  if (!/json/i.test(request.headers['content-type'] ?? '')) {
//#end
