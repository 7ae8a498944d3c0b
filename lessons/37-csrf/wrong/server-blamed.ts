// Compares tokens of different lengths with a function that throws then.
//#file owner.ts
//#replace
  if (expected.length === actual.length && timingSafeEqual(expected, actual)) return
//#with
  if (timingSafeEqual(expected, actual)) return
//#end
