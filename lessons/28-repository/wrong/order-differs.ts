// Takes the order that the rows come in.
//#replace
 order by created_at desc, tickets.id desc
//#with
//#end
