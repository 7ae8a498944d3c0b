// Splits at a mark that the client does not send.
//#replace
rest.split('\n')
//#with
rest.split('\r\n')
//#end
