// To be on the safe side.
//#replace
<p>${message}</p>
//#with
<p>${escapeText(message)}</p>
//#end
