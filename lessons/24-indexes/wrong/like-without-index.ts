// Escapes what is special in like, but the index is in the exact order.
//#replace
return read(`select ${columns} from orders where product >= ? and product < ?
  order by product, id limit 20`, start, `${start}\u{10ffff}`)
//#with
return read(`select ${columns} from orders where product like ? escape '\\'
  order by product, id limit 20`, `${start.replace(/[\\%_]/g, '\\$&')}%`)
//#end
