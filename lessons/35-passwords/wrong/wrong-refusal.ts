// Says 403 to a wrong password.
//#file credentials.ts
//#replace
  throw new HttpError(401, 'This
//#with
  throw new HttpError(403, 'This
//#end
