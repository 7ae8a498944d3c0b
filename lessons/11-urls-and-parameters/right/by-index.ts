// Finds the slashes with indexOf, and gives only the query to URL.
//#replace
const end = target.search(/\?|$/)
const query = new URLSearchParams(target.slice(end))
const segments = target.slice(0, end).split('/').slice(1).map(decode)
//#with
const [path = ''] = target.split('?', 1)
const query = new URL(`http://x/${target.slice(path.length)}`).searchParams
const segments: string[] = []
for (let at = path.indexOf('/'); at !== -1;) {
  const next = path.indexOf('/', at + 1)
  segments.push(decode(path.slice(at + 1, next === -1 ? undefined : next)))
  at = next
}
//#end
