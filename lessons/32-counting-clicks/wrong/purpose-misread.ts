// Takes every header that names a purpose for a prefetch.
//#file visitors.ts
//#replace
  if (purposes.some((purpose) => /prefetch|prerender|preview/i.test(purpose))) return true
//#with
  if (purposes.some((purpose) => purpose !== '')) return true
//#end
