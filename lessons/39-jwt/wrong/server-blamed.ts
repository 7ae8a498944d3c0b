// Compares the bytes whatever their number: timingSafeEqual throws.
//#file jwt.ts
//#replace
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) {
//#with
  if (!timingSafeEqual(sent, expected)) {
//#end
