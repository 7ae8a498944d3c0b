// Takes the last entry, however many proxies there are.
//#file proxy.ts
//#replace
entries.at(-trustedHops) ?? ''
//#with
entries.at(-1) ?? ''
//#end
