// Says that the client is not allowed to come in.
//#file buckets.ts
//#replace
new HttpError(429,
//#with
new HttpError(403,
//#end
