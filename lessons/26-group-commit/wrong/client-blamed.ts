// Whatever happens is a conflict.
//#replace
    for (const { reject } of writes) reject(error)
//#with
    for (const { reject } of writes) reject(new Refusal(409, 'Conflict'))
//#end
