// Searches for the type in the whole header.
//#replace
return ranges.get(offer) ??
//#with
const names = [...ranges.keys()].filter((range) => range.includes(offer))
if (names.length > 0 && !names.includes(offer)) return 1
  return ranges.get(offer) ??
//#end
