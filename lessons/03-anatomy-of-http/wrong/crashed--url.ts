// Decodes the target. // and %zz can't be decoded.
//#replace
  if (method === 'GET' && target === '/') {
//#with
  const { pathname } = new URL(target, 'http://localhost')
  if (method === 'GET' && decodeURIComponent(pathname) === '/') {
//#end
