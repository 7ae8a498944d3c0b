// Doesn't stop when a bucket is full.
//#file buckets.ts
//#replace
      tokens = min(:most, tokens + max(0, :now - updated_at) * :perMs) - 1, updated_at = :now
    where min(:most, tokens + max(0, :now - updated_at) * :perMs) >= 1
//#with
      tokens = tokens + max(0, :now - updated_at) * :perMs - 1, updated_at = :now
    where tokens + max(0, :now - updated_at) * :perMs >= 1
//#end
