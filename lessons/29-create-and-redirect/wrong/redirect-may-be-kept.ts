// Says nothing to caches.
//#file links.ts
//#replace
{ location: target, 'cache-control': 'private, no-store' }
//#with
{ location: target }
//#end
