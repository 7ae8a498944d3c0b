// Has an empty line in the list, and two line ends after it.
//#replace
'Connection: close',
//#with
'Connection: close',
'',
//#end
