// Another name for the table, between, named values, and an end of the list in the program.
//#replace
    where status = ? and placed_at >= ? and placed_at < ?
    order by placed_at, id limit 20`, status, start, start + dayMs)
//#with
    as o where o.placed_at between ? and ? and o.status = ?
    order by o.placed_at, o.id limit 20`, start, start + dayMs - 1, status)
//#end
//#replace
return read(`select ${columns} from orders where product >= ? and product < ?
  order by product, id limit 20`, start, `${start}\u{10ffff}`)
//#with
const statement = database.prepare(`select ${columns} from orders
  where product >= ? order by product, id limit 20`)
return statement.all(start).filter(({ product }) => String(product).startsWith(start))
//#end
//#replace
orders_by_customer on orders (email, placed_at);
//#with
orders_by_customer on orders (email, placed_at desc, status);
//#end
