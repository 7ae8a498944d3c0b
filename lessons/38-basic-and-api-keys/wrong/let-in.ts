// Compares a promise, and doesn't wait for it.
//#file credentials.ts
//#replace
isShort(password) && await verifyPassword(password, stored)
//#with
isShort(password) && Boolean(verifyPassword(password, stored))
//#end
