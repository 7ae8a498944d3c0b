// Has one bucket for all clients.
//#file limit.ts
//#replace
    const name = `changes ${clientOf(context, trustedHops)}`
//#with
    const name = 'changes'
//#end
