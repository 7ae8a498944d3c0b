// Has written only the store with SQL.
//#replace
  const find = (id: number) => tickets.find((ticket) => ticket.id === id)
//#with
  if (people.length === 0) throw new Error('Not written yet')
  const find = (id: number) => tickets.find((ticket) => ticket.id === id)
//#end
