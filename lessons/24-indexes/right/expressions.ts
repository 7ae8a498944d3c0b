// Indexes on expressions, and a text with glob, in which *, ? and [ have lost their meaning.
//#replace
orders_by_customer on orders (email, placed_at);
//#with
orders_by_customer on orders (lower(email), placed_at desc, id desc);
//#end
//#replace
where email = ?
//#with
where lower(email) = ?
//#end
//#replace
return read(`select ${columns} from orders where product >= ? and product < ?
  order by product, id limit 20`, start, `${start}\u{10ffff}`)
//#with
return read(`select ${columns} from orders where product glob ?
  order by product, id limit 20`, `${start.replace(/[*?[]/g, '[$&]')}*`)
//#end
