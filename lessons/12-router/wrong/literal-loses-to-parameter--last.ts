// The last route that matches is taken.
//#replace
  return found.sort((one, other) => compare(one.route, other.route))
//#with
  return found.reverse()
//#end
