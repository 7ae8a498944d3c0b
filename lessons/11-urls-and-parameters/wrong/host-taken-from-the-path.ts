// new URL believes in hosts.
//#replace
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  const query = new URLSearchParams(mark === -1 ? '' : target.slice(mark))
//#with
  const url = new URL(target, 'http://localhost')
  const path = target.includes('..') ? target : url.pathname
  const query = url.searchParams
//#end
