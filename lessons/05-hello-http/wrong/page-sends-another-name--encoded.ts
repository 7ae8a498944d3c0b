// The page cuts the name out of its URL without decoding it.
//#replace
const name = new URLSearchParams(location.search).get('name') ?? 'Alice'
//#with
const name = location.search.split('name=')[1] ?? 'Alice'
//#end
