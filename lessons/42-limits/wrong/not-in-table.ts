// Keeps the buckets of clients in memory, and only those of passwords in the database.
//#file main.ts
//#replace
[limitChanges(buckets, trustedHops)]
//#with
[limitChanges(createBuckets(openDatabase(':memory:')), trustedHops)]
//#end
