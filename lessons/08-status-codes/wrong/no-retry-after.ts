// The hour is in the text only.
//#replace
'The search is closed for an hour', { 'retry-after': '3600' })
//#with
'The search is closed for an hour')
//#end
