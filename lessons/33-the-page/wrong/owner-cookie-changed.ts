// Finds its cookie only when it comes first.
//#file owner.ts
//#replace
  const value = pairs.find(
//#with
  const value = pairs.slice(0, 1).find(
//#end
