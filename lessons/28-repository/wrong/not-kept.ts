// The wrong store is the default.
//#replace
process.env.STORE === 'memory' ? memoryStore() : sqliteStore()
//#with
process.env.STORE === 'sqlite' ? sqliteStore() : memoryStore()
//#end
