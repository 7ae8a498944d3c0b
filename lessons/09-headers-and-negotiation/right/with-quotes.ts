// Reads the list with regular expressions, which know quotes.
//#replace
for (const member of accept.toLowerCase().split(',')) {
  const [range = '', ...parameters] = member.split(';').map((part) => part.trim())
  const q = parameters.find((parameter) => parameter.startsWith('q='))
  ranges.set(range, q === undefined ? 1 : Number(q.slice(2)))
}
//#with
for (const [, range = '', rest = ''] of accept.toLowerCase().matchAll(
  /([^\s,;]+)((?:\s*;\s*[^,;"]*(?:"[^"]*")?)*)/g)) {
  const q = /;\s*q=([\d.]+)/.exec(rest)?.[1]
  ranges.set(range, q === undefined ? 1 : Number(q))
}
//#end
