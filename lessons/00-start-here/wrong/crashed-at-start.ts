// A quote was deleted together with the digit before it.
//#replace
'This answer came from my own machine.\n'
//#with
'This answer came from my own machine.\n
//#end
