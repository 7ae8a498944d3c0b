// Takes the first entry.
//#file proxy.ts
//#replace
entries.at(-trustedHops) ?? ''
//#with
entries[0] ?? ''
//#end
