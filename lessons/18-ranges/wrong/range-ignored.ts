// Always all of it.
//#replace
const range = mayBePart ? readRange(request.headers.range, facts.size) : undefined
//#with
const range = mayBePart ? readRange(undefined, facts.size) : undefined
//#end
