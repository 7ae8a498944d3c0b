// Switches on what everybody has begun.
//#file secondFactors.ts
//#replace
    where user = ?3 and last_step < ?1`)
//#with
    where (user = ?3 or enabled_at is null) and last_step < ?1`)
//#end
