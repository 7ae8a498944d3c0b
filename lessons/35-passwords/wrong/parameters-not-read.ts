// Reads only the cost, and takes r and p for what they are today.
//#file passwords.ts
//#replace
      logCost: Number(logCost), blockSize: Number(blockSize), parallelism: Number(parallelism),
//#with
      logCost: Number(logCost), blockSize: 8, parallelism: 3,
//#end
