// Does not wait for the body, and greets nobody.
//#replace
const { name } = await readJson(request)
//#with
const { name }: { name?: unknown } = Object(readJson(request))
//#end
//#replace
  if (typeof name !== 'string' || name === '') {
    return sendJson(response, 400, { error: 'Missing name parameter' })
  }
//#with
  // Everybody has a name.
//#end
