// Has no limit.
//#replace
order by placed_at desc, id desc limit 20
//#with
order by placed_at desc, id desc
//#end
