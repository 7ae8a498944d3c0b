// Names one of the three.
//#replace
'Accept, Accept-Language, Accept-Encoding'
//#with
'Accept-Encoding'
//#end
