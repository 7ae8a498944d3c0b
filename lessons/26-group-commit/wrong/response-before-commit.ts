// Responds at once and writes later.
//#replace
  await write(
//#with
  void write(
//#end
//#replace
    ['insert into voters values (?, ?, ?)', voter, candidate, Date.now()],
  )
//#with
    ['insert into voters values (?, ?, ?)', voter, candidate, Date.now()],
  ).catch(console.error)
//#end
//#replace
  if (!listCandidates().
//#with
  if (database.prepare('select 1 from voters where name = ?').get(voter) !== undefined) {
    throw new Refusal(409, 'This voter has voted already')
  }
  if (!listCandidates().
//#end
