// Trusts clients that have signed in before.
//#file attempts.ts
//#replace
      buckets.take({ ...limit, name })
//#with
      if (!isKnown) buckets.take({ ...limit, name })
//#end
