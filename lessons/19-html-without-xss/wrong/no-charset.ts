// Says nothing about the encoding.
//#replace
text/html; charset=utf-8
//#with
text/html
//#end
//#replace
<meta charset="utf-8">

//#with
//#end
