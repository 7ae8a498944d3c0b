// Keeps the characters that it knows.
//#replace
<p>${message}</p>
//#with
<p>${message.replaceAll(/[^\w ]/g, '')}</p>
//#end
