// Says how many milliseconds to wait.
//#file buckets.ts
//#replace
Math.ceil(waitMs / 1_000)
//#with
Math.ceil(waitMs)
//#end
