// Takes the order that the rows come in.
//#replace
 order by tickets.id desc
//#with
//#end
