// Refuses what is cross-site, and takes same-site for its own.
//#file crossSite.ts
//#replace
return site === 'same-origin' || site === 'none'
//#with
return site !== 'cross-site'
//#end
