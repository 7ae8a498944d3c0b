// Allows notes only in the form.
//#file make.ts
//#replace
checkNote(fields.note)
//#with
checkNote(owner === null && fields.note !== '' ? null : fields.note)
//#end
