// Knows the purposes in lower case only.
//#file visitors.ts
//#replace
/prefetch|prerender|preview/i.test
//#with
/prefetch|prerender|preview/.test
//#end
