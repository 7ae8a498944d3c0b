// Uses a field without looking whether it is there.
//#replace
  if (!isText(title) || !isText(isbn)) throw new HttpError(422, 'A book has a title and an isbn')

//#with
//#end
//#replace
books.set(lastId, { id: lastId, title, isbn })
//#with
books.set(lastId, { id: lastId, title: (title as string).trim(), isbn: String(isbn) })
//#end
//#replace
if (has(isbn))
//#with
if (has(String(isbn)))
//#end
