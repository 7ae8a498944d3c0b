// Needs a limit for each link.
//#file make.ts
//#replace
  if (value === null) return null
  const
//#with
  const
//#end
