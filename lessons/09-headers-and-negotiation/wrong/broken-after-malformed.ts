// One bad weight, and all later ones count as bad.
//#replace
return ranges.get(offer) ??
//#with
if (isBroken ||= [...ranges.values()].some(Number.isNaN)) return 1
  return ranges.get(offer) ??
//#end
//#replace
// The weight of an offer, from 0
//#with
let isBroken = false

// The weight of an offer, from 0
//#end
