// The id goes up while the time goes down.
//#replace
order by placed_at desc, id desc limit 20
//#with
order by placed_at desc, id limit 20
//#end
