// The status alone.
//#replace
response.setHeader('allow', matches.map(({ route }) => route.method).join(', '))
//#with
//#end
