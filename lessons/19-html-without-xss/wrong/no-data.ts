// The data is a program.
//#replace
<script type="application/json" id="entries">${jsonScript(entries)}</script>
//#with
<script>const count = ${String(entries.length)}</script>
//#end
