// The text of the answer is nobody's business but yours.
//#replace
'This answer came from my own machine.\n'
//#with
'Hello from the kitchen table.\n'
//#end
