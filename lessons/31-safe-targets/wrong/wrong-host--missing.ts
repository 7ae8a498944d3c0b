// Names the host for the program that makes the link, and not for those that read it.
//#file links.ts
//#replace
  json(describe(findLink(store, params.slug), publicOrigin)))
//#with
  json({ ...describe(findLink(store, params.slug), publicOrigin), host: undefined }))
//#end
