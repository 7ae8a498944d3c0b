// Looks for the ISBN before it waits for the body of the request.
//#replace
  const { title, isbn } = parse(await readText(request))
//#with
  const known = new Set([...books.values()].map((book) => book.isbn))
  const { title, isbn } = parse(await readText(request))
//#end
//#replace
  if ([...books.values()].some((book) => book.isbn === isbn)) throw errors.duplicate(isbn)
//#with
  if (known.has(isbn)) throw errors.duplicate(isbn)
//#end
