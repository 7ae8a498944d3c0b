// Decodes where no try is.
//#replace
  const { status, body } = handle(request.url ?? '/')
//#with
  decodeURIComponent(request.url ?? '/')
  const { status, body } = handle(request.url ?? '/')
//#end
