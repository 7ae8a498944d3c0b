// Sends the page for names that aren't there, as servers of one-page applications do.
//#replace
  const file = await realpath(join(root, segments.join(sep))).catch(() => undefined)
//#with
  const page = extname(path) === '' ? join(root, 'index.html') : undefined
  const file = await realpath(join(root, segments.join(sep))).catch(() => page)
//#end
