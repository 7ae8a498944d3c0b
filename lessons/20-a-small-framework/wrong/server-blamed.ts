// Lets JSON.parse throw.
//#file framework/body.ts
//#replace
throw new HttpError(400, `The body isn't JSON: ${String(error)}`)
//#with
throw error
//#end
