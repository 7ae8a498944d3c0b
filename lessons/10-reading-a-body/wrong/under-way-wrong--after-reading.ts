// Counts up when the body is there already.
//#replace
  underWay += 1
  try {
    answer(response, 200, { received: await readJson(request) })
//#with
  try {
    const value = await readJson(request).finally(() => (underWay += 1))
    answer(response, 200, { received: value })
//#end
