// Lets the error of new URL through.
//#file targets.ts
//#replace
  const url = URL.parse(value)
  if (url === null) throw refuse('must be a whole URL, such as https://example.com/page')
//#with
  const url = new URL(value)
//#end
