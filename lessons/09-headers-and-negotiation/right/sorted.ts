// Sorts the ranges, most specific first; sends Vary for all that may differ; ends with a newline.
//#replace
  const ranges = new Map<string, number>()
  for (const member of accept.toLowerCase().split(',')) {
    const [range = '', ...parameters] = member.split(';').map((part) => part.trim())
    const q = parameters.find((parameter) => parameter.startsWith('q='))
    ranges.set(range, q === undefined ? 1 : Number(q.slice(2)))
  }
  const [kind] = offer.split('/')
  return ranges.get(offer) ?? ranges.get(`${kind}/*`) ?? ranges.get('*/*') ?? 0
//#with
  const stars = (text: string) => text.split('*').length
  const ranges = accept.split(',').map((member) => {
    const [range = '', ...rest] = member.toLowerCase().split(';').map((part) => part.trim())
    const [, q] = rest.map((part) => part.split('=')).find(([name]) => name === 'q') ?? []
    return { range, weight: parseFloat(q ?? '1') }
  }).sort((one, other) => stars(one.range) - stars(other.range))
  const matches = ({ range }: { range: string }) =>
    range === offer || range === '*/*' || range === offer.replace(/[^/]+$/, '*')
  return ranges.find(matches)?.weight ?? 0
//#end
//#replace
response.setHeader('vary', 'Accept')
//#with
response.setHeader('Vary', ['Origin', 'accept'])
//#end
//#replace
response.end(write(type))
//#with
response.end(`${write(type)}\n`)
//#end
