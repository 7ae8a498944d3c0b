// The quote at the end of the text is gone.
//#replace
'This answer came from my own machine.\n'
//#with
'This answer came from my own machine.\n
//#end
