// Counts a person when it asks whether the link is there, and once more when it redirects.
//#file clicks.ts
//#replace
const target = isPerson ? store.countClick(slug)
//#with
if (isPerson) store.countClick(slug)
const target = isPerson ? store.countClick(slug)
//#end
