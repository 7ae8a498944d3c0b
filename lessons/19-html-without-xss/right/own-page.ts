// A page with a script, a picture and a field of its own, the newest entry first, and only the two
// dangerous openings escaped in the JSON.
//#replace
<h1>Guest book</h1>
<form method="post" action="/entries">
<input name="name"> <input name="website"> <textarea name="message"></textarea>
//#with
<script src="/page.js"></script>
<h1><img src="/logo.png" alt=""> Guest book</h1>
<form method="post" action="/entries" onsubmit="send()">
<input name="name" autofocus> <input name="website"> <textarea name="message"></textarea>
//#end
//#replace
${entries.map(entryItem)}
//#with
${entries.toReversed().map(entryItem)}
//#end
//#replace
.replaceAll('<', '\\u003c')
//#with
.replaceAll('</', '<\\/').replaceAll('<!--', '\\u003c!--')
//#end
