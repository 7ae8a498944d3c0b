// Remembers the last code, but not that the ones before it are over.
//#file totp.ts
//#replace
    step > lastStep && isSame
//#with
    step !== lastStep && isSame
//#end
//#file secondFactors.ts
//#replace
    where user = ?3 and last_step < ?1`)
//#with
    where user = ?3 and last_step <> ?1`)
//#end
