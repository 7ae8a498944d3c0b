// A list in a template.
//#replace
value.map(render).join('')
//#with
String(value.map(render))
//#end
