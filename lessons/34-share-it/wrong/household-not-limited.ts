// Counts IPv6 addresses one by one.
//#file proxy.ts
//#replace
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
//#with
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  if (address !== '') return address
//#end
