// A text and a number make a text.
//#replace
const visits = before + 1
//#with
const visits = (cookies.get('visits') ?? '0') + 1
//#end
