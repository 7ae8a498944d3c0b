// One regular expression for each route, with the flag g: each second request finds nothing.
//#replace
const routes: Route[] = []
//#with
const routes: Route[] = []
const patterns = new Map<string[], RegExp>()
//#end
//#replace
  if (wanted.length !== segments.length) return undefined
//#with
  const words = wanted.map((word) => word.startsWith(':') ? '[^\n]+' : word)
  const pattern = patterns.get(wanted) ?? new RegExp(`^${words.join('\n')}$`, 'g')
  patterns.set(wanted, pattern)
  if (!pattern.test(segments.join('\n'))) return undefined
//#end
