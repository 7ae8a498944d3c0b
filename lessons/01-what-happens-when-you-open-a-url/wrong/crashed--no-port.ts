// An address alone: Node does not know which door is meant.
//#replace
connect({ host: address, port })
//#with
connect({ host: address })
//#end
