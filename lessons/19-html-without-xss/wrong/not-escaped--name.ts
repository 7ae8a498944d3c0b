// Escapes the name in the attribute, but not in the text.
//#replace
<b>${name}</b>
//#with
<b>${new Html(name)}</b>
//#end
