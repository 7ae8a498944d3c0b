// A body that cannot be read is our failure.
//#replace
  const { name } = await readJson(request)
//#with
  const read = await readJson(request).catch(() => undefined)
  if (read === undefined) return sendJson(response, 500, { error: 'What was that?' })
  const { name } = read
//#end
//#replace
  try {
    return JSON.parse(text) ?? {}
  } catch {
    return {}
  }
//#with
  return JSON.parse(text) ?? {}
//#end
