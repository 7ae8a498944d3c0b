// Keeps what it knows.
//#replace
<p>${message}</p>
//#with
<p>${message.replaceAll(/[^\w ]/g, '')}</p>
//#end
