// Looks at the tokens that were there the last time.
//#file buckets.ts
//#replace
    where min(:most, tokens + max(0, :now - updated_at) * :perMs) >= 1
//#with
    where tokens >= 1
//#end
