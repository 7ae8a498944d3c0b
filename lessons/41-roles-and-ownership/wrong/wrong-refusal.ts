// Asks users who are signed in for credentials.
//#file identify.ts
//#replace
throw new HttpError(403, 'Only an administrator may do this')
//#with
throw unauthorized('Only an administrator may do this')
//#end
