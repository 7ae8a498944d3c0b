// Sends the 405 without Allow.
//#file framework/app.ts
//#replace
throw new HttpError(405, `Use ${allow} at this address`, { allow })
//#with
throw new HttpError(405, `Use ${allow} at this address`)
//#end
