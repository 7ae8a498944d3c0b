// Counts the connections of the tunnel.
//#file proxy.ts
//#replace
  if (trustedHops === 0) return limitKey(peer)
//#with
  if (trustedHops >= 0) return limitKey(peer)
//#end
