// Reads JSON from bodies of any type.
//#file framework/body.ts
//#replace
if (sent.trim().toLowerCase() !== type) {
//#with
if (sent.trim().toLowerCase() === 'image/png') {
//#end
