// W/ makes another tag of it.
//#replace
const known = tags.split(',').map((one) => one.trim().replace(/^W\//, ''))
//#with
const known = tags.split(',').map((one) => one.trim())
//#end
