// Waits in the middle of a transaction, on the connection that all requests share.
//#replace
function transfer({
//#with
async function transfer({
//#end
//#replace
}: Transfer): void {
  inTransaction(() => {
//#with
}: Transfer): Promise<void> {
  await inTransaction(async () => {
//#end
//#replace
    const credit = 'update
//#with
    await new Promise((resolve) => setImmediate(resolve))
    const credit = 'update
//#end
//#replace
function inTransaction(work: () => void): void {
//#with
async function inTransaction(work: () => Promise<void>): Promise<void> {
//#end
//#replace
    work()
//#with
    await work()
//#end
//#replace
body: unknown) => { status: number; body: object }
//#with
body: unknown) => { status: number; body: object } | Promise<{ status: number; body: object }>
//#end
//#replace
    POST(_, body) {
      const wanted = readTransfer(body)
      transfer(wanted)
//#with
    async POST(_, body) {
      const wanted = readTransfer(body)
      await transfer(wanted)
//#end
//#replace
reply = handler(id, body)
//#with
reply = await handler(id, body)
//#end
