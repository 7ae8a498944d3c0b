// Searches for the type inside of the header.
//#replace
return ranges.get(offer) ??
//#with
if (ranges.get(offer) === undefined && [...ranges.keys()].some((range) => range.includes(offer))) return 1
  return ranges.get(offer) ??
//#end
