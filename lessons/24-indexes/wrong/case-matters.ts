// Compares the address as it was typed.
//#replace
order by placed_at desc, id desc limit 20`, email.toLowerCase())
//#with
order by placed_at desc, id desc limit 20`, email)
//#end
