// Keeps the buckets in memory.
//#file main.ts
//#replace
const buckets = createBuckets(database)
//#with
const buckets = createBuckets(openDatabase(':memory:'))
//#end
