// Gives its own objects away.
//#replace
    listTickets: (words) => structuredClone(tickets
      .filter(({ title }) => title.includes(words))
      .sort((one, other) => other.createdAt - one.createdAt)),
//#with
    listTickets: (words) => tickets
      .filter(({ title }) => title.includes(words))
      .sort((one, other) => other.createdAt - one.createdAt),
//#end
