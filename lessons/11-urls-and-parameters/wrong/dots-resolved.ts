// Guards against two slashes, and lets URL resolve the dots.
//#replace
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  const query = new URLSearchParams(mark === -1 ? '' : target.slice(mark))
//#with
  const url = new URL(`http://localhost${target.replaceAll('\\', '%5C')}`)
  const path = url.pathname
  const query = url.searchParams
//#end
