// With fewer entries than proxies, takes the first one.
//#file proxy.ts
//#replace
const entry = entries.at(-trustedHops) ?? ''
//#with
const entry = entries.at(-trustedHops) ?? entries[0] ?? ''
//#end
