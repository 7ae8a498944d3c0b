// A regular expression without its beginning.
//#replace
  if (wanted.length !== segments.length) return undefined
//#with
  const pattern = wanted.map((one) => one.startsWith(':') ? '([^/]+)' : one).join('/')
  const isFound = new RegExp(`${pattern}$`).test(segments.join('/'))
  if (!isFound || wanted.length > segments.length) return undefined
  segments = segments.slice(-wanted.length)
//#end
//#replace
  return found.sort((one, other) => compare(one.route, other.route))
//#with
  return found.sort((one, other) =>
    other.route.segments.length - one.route.segments.length || compare(one.route, other.route))
//#end
