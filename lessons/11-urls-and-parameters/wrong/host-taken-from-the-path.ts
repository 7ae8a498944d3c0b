// new URL believes in hosts.
//#replace
  const end = target.search(/\?|$/)
  const query = new URLSearchParams(target.slice(end))
  const segments = target.slice(0, end).split('/').slice(1).map(decode)
//#with
  const url = new URL(target, 'http://localhost')
  const path = target.includes('..') ? target : url.pathname
  const query = url.searchParams
  const segments = path.split('/').slice(1).map(decode)
//#end
