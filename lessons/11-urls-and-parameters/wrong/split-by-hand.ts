// Cuts at every question mark and takes the second piece.
//#replace
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  const query = new URLSearchParams(mark === -1 ? '' : target.slice(mark))
//#with
  const [path = '', search = ''] = target.split('?')
  const query = new URLSearchParams(search)
//#end
