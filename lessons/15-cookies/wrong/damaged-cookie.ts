// Assumes that every value can be decoded.
//#replace
  try {
    return decodeURIComponent(value)
  } catch {
    // Another program's cookie, or a damaged one: it stays as it is.
    return value
  }
//#with
  return decodeURIComponent(value)
//#end
