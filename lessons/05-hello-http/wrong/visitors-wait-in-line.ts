// Works for a long time on each greeting.
//#replace
const { name } = await readJson(request)
//#with
const { name } = await readJson(request)
  const until = Date.now() + 100
  while (Date.now() < until);
//#end
