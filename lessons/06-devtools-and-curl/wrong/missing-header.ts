// No header.
//#replace
, { headers: { authorization: `Bearer ${tasks.token}` } }
//#with
//#end
