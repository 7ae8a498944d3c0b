// Takes what has arrived of the body.
//#replace
if (bytes.length < bodyEnd) return 'incomplete'
//#with
//#end
