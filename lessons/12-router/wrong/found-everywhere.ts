// Falls back on the list.
//#replace
  answer(response, 404, { error: 'There is nothing here' })
//#with
  const isShop = path.startsWith('/shop') || path.startsWith('/books')
  answer(response, isShop ? 404 : 200, { error: 'There is nothing here' })
//#end
