// Says it in the text only.
//#replace
'The search is back in an hour', { 'retry-after': 3600 }
//#with
'The search is back in an hour'
//#end
