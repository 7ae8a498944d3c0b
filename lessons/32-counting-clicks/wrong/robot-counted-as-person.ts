// Knows robots by their small letters only.
//#file visitors.ts
//#replace
facebookexternalhit|embedly/i.test(agent)
//#with
facebookexternalhit|embedly/.test(agent)
//#end
