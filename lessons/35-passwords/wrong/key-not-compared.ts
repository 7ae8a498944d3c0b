// Compares the first bytes of the two keys.
//#file passwords.ts
//#replace
  return derived.length === key.length && timingSafeEqual(derived, key)
//#with
  return timingSafeEqual(derived.subarray(0, 8), key.subarray(0, 8))
//#end
