// Forgets the dot at the end of a host.
//#file targets.ts
//#replace
return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
//#with
return hostname
//#end
