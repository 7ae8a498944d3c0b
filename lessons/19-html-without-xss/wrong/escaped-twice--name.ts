// The name is escaped here, and by the template once more.
//#replace
<b>${name}</b>
//#with
<b>${escapeText(name)}</b>
//#end
