// Does not catch what JSON.parse throws.
//#replace
  try {
    return JSON.parse(text) ?? {}
  } catch {
    return undefined
  }
//#with
  return JSON.parse(text) ?? {}
//#end
