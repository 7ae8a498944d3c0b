// Takes the last entry, proxy or not.
//#file proxy.ts
//#replace
  if (trustedHops === 0) return limitKey(peer)

//#with

//#end
//#replace
entries.at(-trustedHops) ?? ''
//#with
entries.at(-Math.max(trustedHops, 1)) ?? ''
//#end
