// A quote in the name breaks it.
//#replace
body: JSON.stringify({ name }),
//#with
body: '{"name":"' + name + '"}',
//#end
