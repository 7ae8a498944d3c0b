// The first route that fits is taken.
//#replace
return found.sort((one, other) => rank(one).localeCompare(rank(other)))
//#with
return rank === undefined ? [] : found
//#end
