// Encodes the names of buckets instead of hashing them.
//#file buckets.ts
//#replace
  return hashToken(name)
//#with
  return Buffer.from(name).toString('base64')
//#end
