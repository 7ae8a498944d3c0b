// Refuses the schemes that came to mind.
//#file targets.ts
//#replace
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
//#with
  if (['file:', 'ftp:', 'mailto:', 'ws:'].includes(url.protocol)) {
//#end
