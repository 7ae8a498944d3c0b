// Throws what the framework takes for a mistake of the program.
//#file buckets.ts
//#replace
  return new HttpError(429, `Too many tries: wait ${seconds} seconds`, headers)
//#with
  return new Error(`Too many tries: wait ${seconds} seconds`)
//#end
