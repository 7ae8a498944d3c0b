// Greets the author at a click.
//#replace
<li title="from ${name}">
//#with
<li title="from ${name}" onclick="greet('${name}')">
//#end
