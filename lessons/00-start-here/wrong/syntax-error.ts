// The quote at the end of the text is missing.
//#replace
'This response came from my own machine.\n'
//#with
'This response came from my own machine.\n
//#end
