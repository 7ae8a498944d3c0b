// Guards against two slashes, and lets URL resolve the dots.
//#replace
  const end = target.search(/\?|$/)
  const query = new URLSearchParams(target.slice(end))
  const segments = target.slice(0, end).split('/').slice(1).map(decode)
//#with
  const url = new URL(`http://localhost${target.replaceAll('\\', '%5C')}`)
  const path = url.pathname
  const query = url.searchParams
  const segments = path.split('/').slice(1).map(decode)
//#end
