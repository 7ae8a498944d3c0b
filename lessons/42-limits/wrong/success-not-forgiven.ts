// Gives nothing back.
//#file attempts.ts
//#replace
      buckets.fill(ownName(email, client))
//#with
//#end
