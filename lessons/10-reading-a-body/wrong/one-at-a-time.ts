// Serves one client after the other.
//#replace
let underWay = 0
//#with
let underWay = 0
let isFree: Promise<unknown> = Promise.resolve()
//#end
//#replace
  underWay += 1
//#with
  const isMyTurn = isFree
  isFree = new Promise((resolve) => response.on('close', resolve))
  await isMyTurn
  underWay += 1
//#end
