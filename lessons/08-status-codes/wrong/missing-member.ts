// Everything is inside another object.
//#replace
body: { type: 'about:blank', title: STATUS_CODES[status], status, detail }
//#with
body: { error: { title: STATUS_CODES[status], status, detail } }
//#end
