// Takes the query for a part of the name.
//#replace
const [path = ''] = url.split('?')
//#with
const path = url
//#end
