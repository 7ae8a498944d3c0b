// Joins the methods with spaces.
//#replace
[...methods].join(', ')
//#with
[...methods].join(' ')
//#end
//#replace
const methods = new Set(matches.map(({ route }) => route.method))
//#with
const methods = new Set(matches.map(({ route }) => route.method)).add('HEAD')
//#end
