// The quotes of an attribute are optional.
//#replace
<li title="from ${name}">
//#with
<li title=${name}>
//#end
