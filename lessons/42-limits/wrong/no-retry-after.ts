// Says in words how long to wait, and not in a header.
//#file buckets.ts
//#replace
  const headers = { 'retry-after': String(seconds), 'cache-control': 'no-store' }
//#with
  const headers = { 'cache-control': 'no-store' }
//#end
