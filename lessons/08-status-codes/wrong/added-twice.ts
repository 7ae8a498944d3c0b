// Waits between the check and the change.
//#replace
  lastId += 1

//#with
  await new Promise((resolve) => setTimeout(resolve, 100))
  lastId += 1

//#end
