// Doesn't wait for the body: a promise has no name.
//#replace
const { name } = await readJson(request)
//#with
const { name }: { name?: unknown } = Object(readJson(request))
//#end
