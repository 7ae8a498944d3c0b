// Compares as far as the route goes.
//#replace
if (wanted.length !== segments.length) return undefined
//#with
if (wanted.length > segments.length) return undefined
//#end
//#replace
return found.sort((one, other) => rank(one).localeCompare(rank(other)))
//#with
return found.sort((one, other) =>
  other.route.segments.length - one.route.segments.length || rank(one).localeCompare(rank(other)))
//#end
