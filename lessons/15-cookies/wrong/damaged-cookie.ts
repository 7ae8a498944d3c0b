// Trusts that every value can be decoded.
//#replace
  try {
    return decodeURIComponent(value)
  } catch {
    // Somebody else's cookie, or a damaged one: as it is.
    return value
  }
//#with
  return decodeURIComponent(value)
//#end
