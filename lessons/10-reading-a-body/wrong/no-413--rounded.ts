// A mebibyte is more than a million bytes.
//#replace
const maxBytes = 1_000_000
//#with
const maxBytes = 1024 * 1024
//#end
