// Takes the query apart by hand too.
//#replace
  const query = new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1))
//#with
  const parts = mark === -1 ? [] : target.slice(mark + 1).split('&')
  const pairs = parts.map((pair) => pair.split(/=(.*)/s))
  const query = {
    get: (name: string) => pairs.find(([key]) => key === name)?.[1] ?? null,
    getAll: (name: string) => pairs.filter(([key]) => key === name).map(([, value]) => value),
  }
//#end
