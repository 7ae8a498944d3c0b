// Once a literal matches, routes with a parameter there are out.
//#replace
  return found.sort((one, other) => compare(one.route, other.route))
//#with
  const isTaken = found.length === 0 ? segments[1] === 'new' : found.some(({ route }) =>
    segments.length === 2 && route.segments[1] === segments[1])
  const left = found.filter(({ route }) => !isTaken || route.segments[1] === segments[1])
  return left.sort((one, other) => compare(one.route, other.route))
//#end
