// Finds the text anywhere.
//#replace
return read(`select ${columns} from orders where product >= ? and product < ?
  order by product, id limit 20`, start, `${start}\u{10ffff}`)
//#with
return read(`select ${columns} from orders where product like ?
  order by product, id limit 20`, `%${start}%`)
//#end
