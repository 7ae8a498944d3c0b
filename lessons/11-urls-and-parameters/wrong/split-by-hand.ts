// Cuts at every question mark and takes the second piece.
//#replace
  const end = target.search(/\?|$/)
  const query = new URLSearchParams(target.slice(end))
  const segments = target.slice(0, end).split('/').slice(1).map(decode)
//#with
  const [path = '', search = ''] = target.split('?')
  const query = new URLSearchParams(search)
  const segments = path.split('/').slice(1).map(decode)
//#end
