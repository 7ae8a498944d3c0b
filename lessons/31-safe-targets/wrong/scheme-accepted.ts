// Refuses only the schemes that run scripts.
//#file targets.ts
//#replace
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
//#with
  if (['javascript:', 'data:', 'vbscript:'].includes(url.protocol)) {
//#end
