// Removes quotes.
//#replace
const words = query.get('q') ?? ''
//#with
const words = (query.get('q') ?? '').replaceAll(/['";]/g, '')
//#end
