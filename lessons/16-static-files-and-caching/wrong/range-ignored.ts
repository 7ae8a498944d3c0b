// Always all of it.
//#replace
const range = readRange(wanted, facts.size)
//#with
const range = readRange(undefined, facts.size)
//#end
