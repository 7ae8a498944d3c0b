// Refuses dots and empty segments with 400, and a query that can't be decoded too.
//#replace
  const segments = target.slice(0, end).split('/').slice(1).map(decode)
//#with
  const segments = target.slice(0, end).split('/').slice(1).map(decode)
  if (segments.some((segment) => /^\.{0,2}$/.test(segment))) throw new Refusal(400, 'no')
  if (/%(?![0-9a-f]{2})/i.test(target)) throw new Refusal(400, 'no')
//#end
