// Compares with another word.
//#replace
context.key !== 'open'
//#with
context.key !== 'opened'
//#end
