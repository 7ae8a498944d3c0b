// Shows the texts without their titles.
//#file main.ts
//#replace
<article title="${title}">
<h2>${title}</h2>
//#with
<article>
//#end
