// Greets the whole body instead of the name in it.
//#replace
const { name } = await readJson(request)
//#with
const name: unknown = await readJson(request)
//#end
