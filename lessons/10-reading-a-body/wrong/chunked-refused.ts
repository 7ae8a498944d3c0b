// Insists on a Content-Length.
//#replace
  const bytes = await readBytes(request)
//#with
  if (request.headers['content-length'] === undefined) throw new Refusal(411, 'How long is it?')
  const bytes = await readBytes(request)
//#end
