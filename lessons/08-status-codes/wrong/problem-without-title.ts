// The detail alone.
//#replace
{ type: 'about:blank', title: STATUS_CODES[status], status, detail }
//#with
{ type: 'about:blank', status, detail }
//#end
