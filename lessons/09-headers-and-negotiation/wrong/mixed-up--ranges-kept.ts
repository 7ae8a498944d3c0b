// Keeps the ranges of earlier requests.
//#replace
const ranges = new Map<string, number>()
//#with

//#end
//#replace
// The weight of an offer
//#with
const ranges = new Map<string, number>()

// The weight of an offer
//#end
