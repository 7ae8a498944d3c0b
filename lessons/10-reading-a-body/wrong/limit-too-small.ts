// Has a limit of a thousand bytes.
//#replace
const maxBytes = 1_000_000
//#with
const maxBytes = 1_000
//#end
