// Decodes the target, and // or %zz can't be decoded.
//#replace
  if (method === 'GET' && target === '/') {
//#with
  const { pathname } = new URL(target, 'http://localhost')
  if (method === 'GET' && decodeURIComponent(pathname) === '/') {
//#end
