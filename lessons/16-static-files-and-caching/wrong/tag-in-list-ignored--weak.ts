// W/ makes another tag of it.
//#replace
.map((one) => one.trim().replace(/^W\//, ''))
//#with
.map((one) => one.trim())
//#end
