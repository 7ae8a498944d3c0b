// Migrates when it listens already.
//#replace
migrate()

const server
//#with
const server
//#end
//#replace
'127.0.0.1')
//#with
'127.0.0.1', () => setTimeout(migrate, 600))
//#end
