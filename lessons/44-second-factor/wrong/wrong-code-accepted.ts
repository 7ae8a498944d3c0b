// Takes the recovery codes of everybody.
//#file secondFactors.ts
//#replace
    'delete from recovery_codes where user = ? and code_hash = ?')
//#with
    'delete from recovery_codes where user <> -? and code_hash = ?')
//#end
