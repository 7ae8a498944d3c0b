// Sends the orders in an object.
//#replace
if (email !== undefined) return { status: 200, value: ordersOfCustomer(email) }
//#with
if (email !== undefined) return { status: 200, value: { orders: ordersOfCustomer(email) } }
//#end
