// Has another sentence for an address that nobody has.
//#file credentials.ts
//#replace
  throw new HttpError(401, 'This email address and this password do not belong together')
//#with
  throw new HttpError(401, found === undefined ? 'Nobody has this address' : 'Wrong password')
//#end
