// The lowest priority first.
//#replace
order by priority desc, id
//#with
order by priority, id
//#end
