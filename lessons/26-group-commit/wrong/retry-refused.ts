// Remembers the voters in memory, also those whose vote isn't stored.
//#replace
async function vote(body: unknown) {
//#with
const known = new Set()

async function vote(body: unknown) {
//#end
//#replace
  await write(
//#with
  if (known.has(voter)) throw new Refusal(409, 'This voter has voted already')
  known.add(voter)
  await write(
//#end
