// Lets caches store the page, if they ask again each time.
//#file form.ts
//#replace
  'cache-control': 'no-store',
  'content-security-policy'
//#with
  'cache-control': 'no-cache',
  'content-security-policy'
//#end
