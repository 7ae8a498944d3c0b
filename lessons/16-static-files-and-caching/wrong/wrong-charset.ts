// Leaves it to the browser to guess.
//#replace
'.txt': 'text/plain; charset=utf-8',
//#with
'.txt': 'text/plain',
//#end
