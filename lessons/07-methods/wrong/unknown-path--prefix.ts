// Looks only at how the first segment begins.
//#replace
const isKnown = first === 'notes' && rest.length === 0
//#with
const isKnown = first!== undefined && /^notes/.test(first) && rest.length === 0
//#end
