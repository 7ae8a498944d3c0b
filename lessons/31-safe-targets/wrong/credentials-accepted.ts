// Looks for a password only.
//#file targets.ts
//#replace
  if (url.username !== '' || url.password !== '') {
//#with
  if (url.password !== '') {
//#end
