// Believes the order.
//#replace
if (!orders.includes(order)) throw new Refusal(400, `Order ${orders.join(' or ')}`)
//#with
//#end
