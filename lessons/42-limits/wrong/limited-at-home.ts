// Limits changes everywhere.
//#file main.ts
//#replace
isPublic ? [limitChanges(buckets, trustedHops)] : []
//#with
[limitChanges(buckets, trustedHops)]
//#end
