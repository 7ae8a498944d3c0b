// Reads all orders of the customer, and sorts and cuts them in the program.
//#replace
  return read(`select ${columns} from orders where email = ?
    order by placed_at desc, id desc limit 20`, email.toLowerCase())
//#with
  const orders = read(`select ${columns} from orders where email = ?`, email.toLowerCase())
  return Array.isArray(orders) ? orders.sort((one, other) =>
    other.placedAt - one.placedAt || other.id - one.id).slice(0, 20) : orders
//#end
