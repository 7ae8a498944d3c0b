// Always all of it.
//#replace
const range = readRange(request.headers.range, facts.size)
//#with
const range = readRange(undefined, facts.size)
//#end
