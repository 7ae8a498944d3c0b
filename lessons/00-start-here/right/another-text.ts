// The text of the response is up to you.
//#replace
'This response came from my own machine.\n'
//#with
'Hello from the kitchen table.\n'
//#end
