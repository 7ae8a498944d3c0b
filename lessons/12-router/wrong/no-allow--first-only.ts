// Names one of the methods.
//#replace
response.setHeader('allow', matches.map(({ route }) => route.method).join(', '))
//#with
response.setHeader('allow', matches[0]?.route.method ?? '')
//#end
