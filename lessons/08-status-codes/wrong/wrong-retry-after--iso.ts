// Sends the date as JSON does.
//#replace
{ 'retry-after': '3600' }
//#with
{ 'retry-after': new Date(Date.now() + 3_600_000).toISOString() }
//#end
