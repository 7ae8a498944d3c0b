// Has a fixed cost.
//#file passwords.ts
//#replace
  const parameters = { logCost, blockSize: 8, parallelism: 3 }
  // With a salt
//#with
  const parameters = { logCost: 12, blockSize: 8, parallelism: 3 }
  // With a salt
//#end
