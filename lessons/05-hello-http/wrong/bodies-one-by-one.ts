// Reads a body only when the one before it is complete.
//#replace
  const { name } = await readJson(request)
//#with
  const before = lastBody
  const own = before.then(() => readJson(request))
  lastBody = own
  const { name } = await own
//#end
//#replace
// Waits for the whole body
//#with
let lastBody: Promise<unknown> = Promise.resolve()

// Waits for the whole body
//#end
