// Counts in the wrong unit.
//#replace
const maxBytes = 1_000_000
//#with
const maxBytes = 1_000
//#end
