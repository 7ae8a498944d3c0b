// Compares as far as the route goes.
//#replace
  if (wanted.length !== segments.length) return undefined
//#with
  if (wanted.length > segments.length) return undefined
//#end
//#replace
  return found.sort((one, other) => compare(one.route, other.route))
//#with
  return found.sort((one, other) =>
    other.route.segments.length - one.route.segments.length || compare(one.route, other.route))
//#end
