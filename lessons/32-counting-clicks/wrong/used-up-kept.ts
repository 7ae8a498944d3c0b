// Sends the 410 without headers.
//#file clicks.ts
//#replace
'This link has been used up', headers)
//#with
'This link has been used up')
//#end
