// Forgets the charset of the page.
//#file form.ts
//#replace
  return { ...reply, headers: { ...reply.headers, ...pageHeaders, ...headers } }
//#with
  return { ...reply, headers: { 'content-type': 'text/html', ...pageHeaders, ...headers } }
//#end
