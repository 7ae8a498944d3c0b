// Counts IPv6 addresses by their first 48 bits.
//#file proxy.ts
//#replace
.slice(0, 4).join(':')
//#with
.slice(0, 3).join(':')
//#end
