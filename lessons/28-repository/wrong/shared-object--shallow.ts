// Copies the tickets, but not the people in them.
//#replace
    listTickets: (words) => structuredClone(tickets
      .filter(({ title }) => title.includes(words))
      .sort((one, other) => other.createdAt - one.createdAt)),
//#with
    listTickets: (words) => tickets
      .filter(({ title }) => title.includes(words))
      .sort((one, other) => other.createdAt - one.createdAt)
      .map((ticket) => ({ ...ticket })),
//#end
