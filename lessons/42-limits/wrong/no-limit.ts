// Limits guesses only in public, as the limit for requests does.
//#file main.ts
//#replace
  attempts: createAttempts(database, buckets),
//#with
  attempts: createAttempts(database, isPublic ? buckets : { ...buckets, take() {} }),
//#end
