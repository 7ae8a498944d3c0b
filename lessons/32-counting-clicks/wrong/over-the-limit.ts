// Reads the number, waits for something, and counts.
//#file clicks.ts
//#replace
export function followLink(store: Store, context: Context): Reply {
//#with
export async function followLink(store: Store, context: Context): Promise<Reply> {
//#end
//#replace
  const target = isPerson ? store.countClick(slug) : store.countRobot(slug)
//#with
  const before = store.find(slug)
  const isUsedUp = (before?.clicks ?? 0) >= (before?.visitLimit ?? Infinity)
  await new Promise((resolve) => setTimeout(resolve, 1))
  const target = isUsedUp ? undefined : isPerson ? store.countClick(slug) : store.countRobot(slug)
//#end
//#file store.ts
//#replace
    where slug = ? and (visit_limit is null or clicks < visit_limit) returning target`)
//#with
    where slug = ? returning target`)
//#end
