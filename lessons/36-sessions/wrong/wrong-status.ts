// Says which ids exist, with a 403.
//#file sessionRoutes.ts
//#replace
throw new HttpError(404, `You have no session ${id}`, noStore)
//#with
throw new HttpError(403, `You have no session ${id}`, noStore)
//#end
