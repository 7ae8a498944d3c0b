// Sends most people away while others wait.
//#file clicks.ts
//#replace
/** Redirects to the target.
//#with
let waiting = 0

/** Redirects to the target.
//#end
//#replace
export function followLink(store: Store, context: Context): Reply {
//#with
export async function followLink(store: Store, context: Context): Promise<Reply> {
  if (waiting > 3) throw new HttpError(503, 'Too many people at once', headers)
  waiting += 1
  await new Promise((resolve) => setTimeout(resolve, 20))
  waiting -= 1
//#end
