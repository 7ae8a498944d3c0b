// Takes a key from the URL too.
//#replace
  const key = headers['x-key']?.toString()
//#with
  const key = headers['x-key']?.toString() ?? /[?&]key=(\w+)/.exec(url)?.[1]
//#end
