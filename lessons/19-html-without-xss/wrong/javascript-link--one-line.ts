// With the flag m, one good line is enough.
//#replace
  const protocol = URL.parse(url)?.protocol
  return protocol === 'http:' || protocol === 'https:' ? url : '#'
//#with
  return /^https?:\/\//im.test(url) ? url : '#'
//#end
