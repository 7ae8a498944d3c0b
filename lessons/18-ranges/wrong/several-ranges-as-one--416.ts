// Refuses several ranges, though the file has all of them.
//#replace
  const [, first = '', last = '']
//#with
  if (header?.includes(',')) return 'nothing'
  const [, first = '', last = '']
//#end
