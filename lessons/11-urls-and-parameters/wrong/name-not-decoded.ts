// Decodes the values alone.
//#replace
  const query = new URLSearchParams(target.slice(end))
//#with
  const pairs = target.slice(end + 1).split('&').filter(Boolean)
    .map((pair) => [pair.slice(0, pair.indexOf('=')),
      decode(pair.slice(pair.indexOf('=') + 1).replaceAll('+', ' '))])
  const query = {
    get: (name: string) => pairs.find(([key]) => key === name)?.[1] ?? null,
    getAll: (name: string) => pairs.filter(([key]) => key === name).map(([, value]) => value),
  }
//#end
//#replace
function readList(query: URLSearchParams)
//#with
type Query = { get(name: string): string | null; getAll(name: string): (string | undefined)[] }
function readList(query: Query)
//#end
