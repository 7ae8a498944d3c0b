// An empty line in the list, and two line ends behind it.
//#replace
'Connection: close',
//#with
'Connection: close',
'',
//#end
