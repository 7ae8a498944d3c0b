// Sends a 500 for a body that can't be read.
//#replace
  const { name } = await readJson(request)
//#with
  const read = await readJson(request).catch(() => undefined)
  if (read === undefined) return sendJson(response, 500, { error: 'What was that?' })
  const { name } = read
//#end
//#replace
  try {
    for await (const piece of request) text += piece
    return JSON.parse(text) ?? {}
  } catch {
    // The body isn't JSON, or the client is gone.
    return {}
  }
//#with
  for await (const piece of request) text += piece
  return JSON.parse(text) ?? {}
//#end
