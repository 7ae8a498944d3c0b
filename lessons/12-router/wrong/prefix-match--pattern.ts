// A regular expression without its end.
//#replace
const parameters = match(route.segments, segments)
//#with
const names = route.segments.filter((one) => one.startsWith(':')).map((one) => one.slice(1))
const parts = route.segments.map((one) => one.startsWith(':') ? '([^/]+)' : one)
const pattern = new RegExp(`^/${parts.join('/')}`)
const values = pattern.exec(path)?.slice(1)
const parameters = values && Object.fromEntries(
  names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]),
)
if (route.segments.length > segments.length || match.length === 0) continue
//#end
//#replace
return found.sort((one, other) => rank(one).localeCompare(rank(other)))
//#with
return found.sort((one, other) =>
  other.route.segments.length - one.route.segments.length || rank(one).localeCompare(rank(other)))
//#end
