// Leaves the visits of robots out of the list.
//#file page.ts
//#replace
<p>${clicks} clicks, and ${robots} visits of robots</p>
//#with
<p>${clicks} clicks</p>
//#end
//#replace
{ slug, target, note, clicks, robots }
//#with
{ slug, target, note, clicks }
//#end
