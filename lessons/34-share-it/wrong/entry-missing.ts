// Takes whatever the entry is.
//#file proxy.ts
//#replace
isIPv4(entry) || isIPv6(entry) ? entry : peer
//#with
entry === '' ? peer : entry
//#end
