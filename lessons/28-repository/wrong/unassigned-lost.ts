// A join that wants a match.
//#replace
left join people
//#with
join people
//#end
//#replace
    findTicket,
//#with
    findTicket: (id) => {
      const row = database.prepare('select * from tickets left join people p on p.id = assignee_id where tickets.id = ?').get(id)
      return row && toTicket({ ...row, id })
    },
//#end
//#replace
return findTicket(Number(insertTicket.get(title, assigneeId, createdAt)?.['id']))
//#with
return this.findTicket(Number(insertTicket.get(title, assigneeId, createdAt)?.['id']))
//#end
